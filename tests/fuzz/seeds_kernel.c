// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "elf_image.h"
#include "fuzz.h"

static struct elf_image image;

/* A seed is as short as it can be: the segments' bytes are among the zeros that follow the file. */
static void use_image(void (*use)(const void *, size_t))
{
	static uint8_t seed[2 + NOTES_AT + 0x200];
	uint32_t bytes = sizeof(seed) - 2, zeros = image.size - bytes;

	seed[0] = zeros;
	seed[1] = zeros >> 8;
	memcpy(seed + 2, image.bytes, bytes);
	use(seed, sizeof(seed));
}

/* Notes right behind the program headers, for mutations that matter; `align` is the segment's. */
static uint32_t start(bool is64, uint32_t align)
{
	elf_image_good(&image, is64);
	SET_PHDR(&image, 2, p_offset, 0x200);
	SET_PHDR(&image, 2, p_align, align);
	return 0x200;
}

static void end(uint32_t at, void (*use)(const void *, size_t))
{
	SET_PHDR(&image, 2, p_filesz, at - 0x200);
	use_image(use);
}

static uint32_t put_entry(uint32_t at, uint32_t align)
{
	return elf_image_note(&image, at, align, "Xen", XEN_ELFNOTE_PHYS32_ENTRY,
			      (uint32_t[]){ 0x100010, 0 }, align);
}

static void notes(bool is64, uint32_t align, void (*use)(const void *, size_t))
{
	uint32_t at = start(is64, align);

	at = elf_image_note(&image, at, align, "GNU", 5, "\2\0\0\xc0\4\0\0\0\3\0\0\0\0\0\0", 16);
	at = elf_image_note(&image, at, align, "stapsdt", 3, "0123456789", 9);
	at = put_entry(at, align);
	at = elf_image_note(&image, at, align, "Xen", XEN_ELFNOTE_PHYS32_RELOC,
			    (uint32_t[]){ 0x1000, 0, ~0U }, 12);
	end(at, use);
}

/* A note that the window ends in. */
static void far_notes(bool is64, uint32_t gap, void (*use)(const void *, size_t))
{
	static const uint8_t zeros[0x1000];
	uint32_t at = start(is64, 4);

	at = elf_image_note(&image, at, 4, "Pad", 1, zeros, gap);
	at = put_entry(at, 4);
	end(at, use);
}

/* Each word of the headers in turn, with numbers that loaders have stumbled over. */
static void broken(bool is64, void (*use)(const void *, size_t))
{
	static const uint32_t values[] = { 0, 1, 0x7fffffff, 0x80000000, 0xfffff000, 0xffffffff };
	uint32_t size = is64 ? sizeof(struct elf64_ehdr) + 3 * sizeof(struct elf64_phdr)
			     : sizeof(struct elf32_ehdr) + 3 * sizeof(struct elf32_phdr);

	for (uint32_t at = 0; at < size; at += 4)
		for (uint32_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
			elf_image_good(&image, is64);
			memcpy(image.bytes + at, values + i, 4);
			use_image(use);
		}
}

static void other_files(void (*use)(const void *, size_t))
{
	static uint8_t bzimage[2 + 0x300] = "\0\0MZ";

	memcpy(bzimage + 2 + 0x202, "HdrS", 4);
	use(bzimage, sizeof(bzimage));
	use("\0\0\x1f\x8b\x08\0", 6);
	use("\0\0\x02\x21\x4c\x18", 6);
	use("\0\0\x7f"
	    "ELF\1",
	    7);
	use("\0\0", 2);
	use("", 0);
}

void each_seed(void (*use)(const void *data, size_t size))
{
	for (int is64 = 0; is64 < 2; is64++) {
		elf_image_good(&image, is64);
		use_image(use);
		SET_EHDR(&image, e_type, ET_DYN);
		use_image(use);
		notes(is64, 4, use);
		notes(is64, 8, use);
		for (uint32_t gap = 960; gap <= 1000; gap += 8)
			far_notes(is64, gap, use);
		broken(is64, use);
	}
	other_files(use);
}
