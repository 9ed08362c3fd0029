// SPDX-License-Identifier: GPL-2.0-or-later
#include "segment_fixture.h"

void add_segment(uint32_t type, uint64_t offset, uint64_t paddr, uint64_t filesz, uint64_t memsz)
{
	elf_image_add(&image, &(struct segment){ type, offset, paddr, filesz, memsz, 1 });
}

void use_bare(bool is64)
{
	uint32_t end;

	elf_image_start(&image, is64);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x100000 },
			    1);
	elf_image_add(&image, &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, 0, 4 });
}
