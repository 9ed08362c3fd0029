// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

uint32_t at;

void start_at(uint32_t offset, uint32_t align)
{
	elf_image_start(&image, true);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0, 0x100000, 0x1000 });
	elf_image_add(&image, &(struct segment){ PT_NOTE, offset, 0, 0, 0, align });
	at = offset;
}

void start(uint32_t align)
{
	start_at(NOTES_AT, align);
}

void put(uint32_t align, const char *owner, uint32_t type, const void *desc, uint32_t descsz)
{
	at = elf_image_note(&image, at, align, owner, type, desc, descsz);
}

void put_xen(uint32_t type, const uint32_t *words, uint32_t count)
{
	put(4, "Xen", type, words, 4 * count);
}

void fill_to(uint32_t end)
{
	static const uint8_t zeros[ELF_IMAGE_MAX];

	put(4, "Pad", 1, zeros, end - at - 16);
	assert_int_equal(at, end);
}

void put_header(uint32_t namesz, uint32_t descsz, uint32_t type)
{
	const struct elf_nhdr header = { namesz, descsz, type };

	memcpy(image.bytes + at, &header, sizeof(header));
	at += sizeof(header);
}

void read_notes(void)
{
	struct elf64_phdr *phdr = elf_image_phdr64(&image, 1);

	phdr->p_filesz = at - phdr->p_offset;
	if (image.size < at)
		image.size = at;
	read_kernel();
}

void assert_entry(uint32_t entry)
{
	assert_true(kernel.has_entry);
	assert_int_equal(kernel.entry, entry);
}
