// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The input begins a kernel file, bzImage or ELF; zeros and a mark follow. Whatever it says of
 * itself, its parts lie within it, and what is packed has the same contents in memory.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include "bzimage.h"
#include "compression.h"
#include "fuzz.h"
#include "pack.h"

#define SIZE ((size_t)768 << 10) /* runs of zeros that are cut have 256 KiB */
#define MARK ((size_t)400 << 10)
#define INPUT_MAX 8192

static uint8_t file[SIZE];

static void check_bzimage(void)
{
	struct bzimage image;
	struct fault why;

	if (!bzimage_read(&image, file, SIZE, &why) ||
	    !bzimage_payload_is_there(&image, SIZE, &why)) {
		CHECK(why.why[0] && !strchr(why.why, '\n'));
		return;
	}
	CHECK(image.payload_offset + image.payload_length <= SIZE);
	CHECK(strlen(image.version) < sizeof(image.version));
	compression_of(file + image.payload_offset, image.payload_length);
}

/* What one piece has at an offset is what the segment has there. */
static void check_piece(const struct elf_file *packed, const struct elf_segment *piece,
			const struct elf_file *elf, const struct elf_segment *s, uint64_t from)
{
	uint64_t in_file = s->filesz > from ? s->filesz - from : 0;

	CHECK(piece->paddr == s->paddr + from && piece->vaddr == s->vaddr + from &&
	      piece->flags == s->flags);
	for (uint64_t i = 0; i < piece->memsz && i < in_file; i++)
		CHECK((i < piece->filesz ? packed->data[piece->offset + i] : 0) ==
		      elf->data[s->offset + from + i]);
	for (uint64_t i = in_file; i < piece->filesz; i++)
		CHECK(!packed->data[piece->offset + i]);
}

static unsigned int next_load(const struct elf_file *elf, unsigned int at)
{
	while (at < elf->count && elf->segments[at].type != PT_LOAD)
		at++;
	return at;
}

static void check_packed(const struct elf_file *packed, const struct elf_file *elf)
{
	unsigned int piece = next_load(packed, 0);

	for (unsigned int i = next_load(elf, 0); i < elf->count; i = next_load(elf, i + 1)) {
		const struct elf_segment *s = &elf->segments[i];
		uint64_t from = 0;

		do {
			CHECK(piece < packed->count);
			if (s->filesz <= s->memsz)
				check_piece(packed, &packed->segments[piece], elf, s, from);
			from += packed->segments[piece].memsz;
			piece = next_load(packed, piece + 1);
		} while (from < s->memsz);
		CHECK(from == s->memsz);
	}
	CHECK(piece == packed->count);
}

static void check_elf(void)
{
	struct elf_file elf, packed;
	struct elf_notes notes, kept;
	struct fault why;
	uint8_t *data;
	size_t size;

	if (!elf_read(&elf, file, SIZE, &why) || !elf_read_notes(&elf, &notes, &why)) {
		CHECK(why.why[0] && !strchr(why.why, '\n'));
		return;
	}
	data = pack(&elf, NULL, &size, &why);
	if (!data)
		return;
	CHECK(elf_read(&packed, data, size, &why) && elf_read_notes(&packed, &kept, &why));
	CHECK(kept.has_entry == notes.has_entry && kept.entry == notes.entry &&
	      kept.is_linux == notes.is_linux);
	CHECK(packed.entry == elf.entry && packed.flags == elf.flags);
	check_packed(&packed, &elf);
	free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size = size < INPUT_MAX ? size : INPUT_MAX;
	memset(file, 0, INPUT_MAX);
	memcpy(file, data, size);
	file[MARK] = 0xff;
	if (bzimage_is(file, SIZE))
		check_bzimage();
	if (elf_is(file, SIZE))
		check_elf();
	return 0;
}
