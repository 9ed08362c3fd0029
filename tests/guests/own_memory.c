/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is the guest itself loaded whole, and is its .bss zero? */
#include "crc32.h"
#include "guest.h"
#include "out.h"

/* Offset of the first byte that is not zero, or count. */
static uint32_t zero_bytes(const uint8_t *bytes, uint32_t count)
{
	uint32_t i = 0;

	while (i < count && ((uintptr_t)(bytes + i) & 3) && bytes[i] == 0)
		i++;
	while (count - i >= 4 && *(const uint32_t *)(bytes + i) == 0)
		i += 4;
	while (i < count && bytes[i] == 0)
		i++;
	return i;
}

static void report_extent(uint32_t index)
{
	const uint8_t *start = entry + extents[index].offset;
	uint32_t filesz = extents[index].filesz;
	uint32_t bss = extents[index].memsz - filesz;

	out_key("extent", index, "_crc");
	out_word(crc32(start, filesz));
	out_end();
	out_key("extent", index, "_bss_dirty");
	out_word(bss - zero_bytes(start + filesz, bss));
	out_end();
}

void report_own_memory(void)
{
	uint32_t probe = (uint32_t)(probe_end - image_end);
	uint32_t tail = (uint32_t)(memory_end - stack_top);

	out_line_word("image_crc", crc32(entry, (uint32_t)(image_end - entry)));
	out_line_word("bss_dirty", probe - zero_bytes(image_end, probe));
	out_line_word("bss_tail_dirty", tail - zero_bytes(stack_top, tail));
	for (uint32_t i = 0; i < GUEST_EXTENTS; i++)
		if (extents[i].memsz)
			report_extent(i);
}
