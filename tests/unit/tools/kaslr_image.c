// SPDX-License-Identifier: GPL-2.0-or-later
#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include "bytes.h"
#include "kaslr_image.h"

static void add64(struct image *image, const Elf64_Phdr *segment)
{
	Elf64_Ehdr *header = (Elf64_Ehdr *)image->bytes;

	((Elf64_Phdr *)(header + 1))[header->e_phnum++] = *segment;
}

static void add32(struct image *image, const Elf64_Phdr *s)
{
	Elf32_Ehdr *header = (Elf32_Ehdr *)image->bytes;

	((Elf32_Phdr *)(header + 1))[header->e_phnum++] = (Elf32_Phdr){ s->p_type,
									(Elf32_Off)s->p_offset,
									(Elf32_Addr)s->p_vaddr,
									(Elf32_Addr)s->p_paddr,
									(Elf32_Word)s->p_filesz,
									(Elf32_Word)s->p_memsz,
									s->p_flags,
									(Elf32_Word)s->p_align };
}

static void add_segment(struct image *image, uint32_t type, uint64_t offset, uint64_t vaddr,
			uint64_t paddr, uint64_t filesz, uint64_t memsz)
{
	const Elf64_Phdr segment = { type, PF_R, offset, vaddr, paddr, filesz, memsz, 4 };

	if (image->is64)
		add64(image, &segment);
	else
		add32(image, &segment);
}

static void start64(struct image *image)
{
	*(Elf64_Ehdr *)image->bytes = (Elf64_Ehdr){
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_EXEC,
		.e_machine = EM_X86_64,
		.e_version = EV_CURRENT,
		.e_entry = IMAGE_TEXT,
		.e_phoff = sizeof(Elf64_Ehdr),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_shoff = IMAGE_END - 64,
		.e_shentsize = 64,
		.e_shnum = 1,
	};
}

static void start32(struct image *image)
{
	*(Elf32_Ehdr *)image->bytes = (Elf32_Ehdr){
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB, EV_CURRENT },
		.e_type = ET_EXEC,
		.e_machine = EM_386,
		.e_version = EV_CURRENT,
		.e_entry = IMAGE_TEXT,
		.e_phoff = sizeof(Elf32_Ehdr),
		.e_phentsize = sizeof(Elf32_Phdr),
		.e_shoff = IMAGE_END - 40,
		.e_shentsize = 40,
		.e_shnum = 1,
	};
}

static void put_note(struct image *image)
{
	const uint32_t size = image->is64 ? 8 : 4;
	uint8_t *note = image->bytes + IMAGE_NOTE_AT - 16;

	put32(note, 4);
	put32(note + 4, size);
	put32(note + 8, XEN_ELFNOTE_PHYS32_ENTRY);
	memcpy(note + 12, "Xen", 4);
	put32(note + 16, IMAGE_ENTRY);
	add_segment(image, PT_NOTE, IMAGE_NOTE_AT - 16, 0, 0, 16 + size, 16 + size);
}

void image_start(struct image *image, bool is64)
{
	uint64_t base = is64 ? 0xffffffff00000000 + IMAGE_BASE64 : IMAGE_BASE32;

	memset(image, 0, sizeof(*image));
	image->is64 = image->has_decreased = is64;
	if (is64)
		start64(image);
	else
		start32(image);
	add_segment(image, PT_LOAD, IMAGE_TEXT_AT, base + IMAGE_TEXT, IMAGE_TEXT, 0x1000, 0x1000);
	if (is64)
		add_segment(image, PT_LOAD, IMAGE_PERCPU_AT, 0, IMAGE_PERCPU, 0x100, 0x100);
	add_segment(image, PT_LOAD, IMAGE_DATA_AT, base + IMAGE_DATA, IMAGE_DATA, 0x800, 0x2000);
	put_note(image);
}

uint8_t *image_at(struct image *image, uint32_t place)
{
	uint32_t paddr = place - (image->is64 ? IMAGE_BASE64 : IMAGE_BASE32);

	if (paddr < IMAGE_PERCPU)
		return image->bytes + IMAGE_TEXT_AT + (paddr - IMAGE_TEXT);
	if (paddr < IMAGE_DATA)
		return image->bytes + IMAGE_PERCPU_AT + (paddr - IMAGE_PERCPU);
	return image->bytes + IMAGE_DATA_AT + (paddr - IMAGE_DATA);
}

void image_place(struct image *image, enum image_list list, uint32_t place, uint64_t value)
{
	uint8_t *at = image_at(image, place);

	if (image->counts[list] == IMAGE_LIST_MAX)
		abort();
	image->places[list][image->counts[list]++] = place;
	if (list == LIST_64)
		put64(at, value);
	else
		put32(at, (uint32_t)value);
}

void image_fill(struct image *image)
{
	uint32_t base = image->is64 ? IMAGE_BASE64 : IMAGE_BASE32, text = base + IMAGE_TEXT,
		 data = base + IMAGE_DATA;

	for (uint32_t i = 0; i < 5; i++) {
		image_place(image, LIST_32, text + 0x101 + 8 * i, data + i);
		if (!image->is64)
			continue;
		image_place(image, LIST_64, data + 0x10 + 8 * i, 0xffffffff00000000 + text + i);
		if (image->has_decreased)
			image_place(image, LIST_DECREASED, text + 0x803 + 4 * i,
				    0x20 + i - (text + 0x803 + 4 * i));
	}
}

static void put_list(struct image *image, enum image_list list)
{
	put32(image->bytes + image->size, 0);
	image->size += 4;
	for (size_t i = 0; i < image->counts[list]; i++, image->size += 4)
		put32(image->bytes + image->size, image->places[list][i]);
}

void image_finish(struct image *image)
{
	struct fault why;

	image->size = IMAGE_END;
	if (image->is64)
		put_list(image, LIST_64);
	if (image->has_decreased)
		put_list(image, LIST_DECREASED);
	put_list(image, LIST_32);
	if (!elf_read(&image->elf, image->bytes, IMAGE_END, &why))
		abort();
}

void image_good(struct image *image, bool is64)
{
	image_start(image, is64);
	image_fill(image);
	image_finish(image);
}
