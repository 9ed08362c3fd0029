// SPDX-License-Identifier: GPL-2.0-or-later
/* Whether relocations can be those of a kernel. */
#include "bytes.h"
#include "kaslr_relocs.h"

/* KERNEL_IMAGE_SIZE with CONFIG_RANDOMIZE_BASE, the larger of the two: 1 GiB on x86-64, 512 MiB on
 * i386. */
#define IMAGE_MAX 0x40000000
/* Per-CPU data of a kernel, from a little below its first byte; kernels have a quarter of a MiB. */
#define PERCPU_BELOW 0x10000
#define PERCPU_MAX 0x1000000
#define STRANGERS 16 /* one in so many values may be no address of the kernel */

/*
 * A value to decrease is the distance from its own place to per-CPU data, whose addresses begin
 * with 0; all others are addresses in the kernel.
 */
static bool is_kernels(const struct kaslr_relocs *relocs, const struct kaslr_list *list,
		       uint32_t place, const uint8_t *at)
{
	uint32_t value = get32(at);

	if (list->is_decreased)
		return value + place + PERCPU_BELOW < PERCPU_BELOW + PERCPU_MAX;
	return value - relocs->base < IMAGE_MAX &&
	       (list->width == 4 || get32(at + 4) == 0xffffffff);
}

static bool prove_list(const struct kaslr_relocs *relocs, const struct kaslr_list *list,
		       struct kaslr_cursor *cursor, struct fault *why)
{
	uint32_t last = 0;
	size_t strangers = 0;

	for (size_t i = 0; i < list->count; i++) {
		uint32_t place = get32(list->words + 4 * i);
		int64_t at = kaslr_find(cursor, place, list->width);

		if (at < 0)
			return fault(why, "its relocation at 0x%x lies in no segment", place);
		if (i && (place < last || place - last < list->width))
			return fault(why, "its relocations are out of order at 0x%x", place);
		strangers += !is_kernels(relocs, list, place, cursor->elf->data + at);
		last = place;
	}
	if (strangers > list->count / STRANGERS)
		return fault(why,
			     "%zu of %zu of its relocations are for values that are no addresses "
			     "of the kernel",
			     strangers, list->count);
	return true;
}

bool kaslr_relocs_prove(const struct kaslr_relocs *relocs, const struct elf_file *elf,
			struct fault *why)
{
	struct kaslr_cursor cursor = { .elf = elf, .base = relocs->base };

	for (unsigned int i = 0; i < relocs->count; i++)
		if (!prove_list(relocs, relocs->lists + i, &cursor, why))
			return false;
	return true;
}
