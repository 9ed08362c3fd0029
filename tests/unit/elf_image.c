// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "elf_image.h"
#include "standin.h"

static struct elf32_ehdr *ehdr32(struct elf_image *image)
{
	return (struct elf32_ehdr *)image->bytes;
}

static struct elf64_ehdr *ehdr64(struct elf_image *image)
{
	return (struct elf64_ehdr *)image->bytes;
}

struct elf32_phdr *elf_image_phdr32(struct elf_image *image, uint32_t i)
{
	return (struct elf32_phdr *)(image->bytes + sizeof(struct elf32_ehdr)) + i;
}

struct elf64_phdr *elf_image_phdr64(struct elf_image *image, uint32_t i)
{
	return (struct elf64_phdr *)(image->bytes + sizeof(struct elf64_ehdr)) + i;
}

void elf_image_start(struct elf_image *image, bool is64)
{
	memset(image, 0, sizeof(*image));
	image->is64 = is64;
	image->size = SEGMENTS_AT;
	ehdr32(image)->e_ident = (struct elf_ident){
		ELF_MAGIC, is64 ? ELFCLASS64 : ELFCLASS32, ELFDATA2LSB, 1, { 0 }
	};
	SET_EHDR(image, e_type, ET_EXEC);
	SET_EHDR(image, e_machine, is64 ? EM_X86_64 : EM_386);
	SET_EHDR(image, e_version, 1);
	SET_EHDR(image, e_phoff, is64 ? sizeof(struct elf64_ehdr) : sizeof(struct elf32_ehdr));
	SET_EHDR(image, e_phentsize, is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr));
}

void elf_image_add(struct elf_image *image, const struct segment *s)
{
	uint32_t i = image->is64 ? ehdr64(image)->e_phnum++ : ehdr32(image)->e_phnum++;

	if (image->is64)
		*elf_image_phdr64(image, i) =
			(struct elf64_phdr){ s->type,  7,         s->offset, s->paddr,
					     s->paddr, s->filesz, s->memsz,  s->align };
	else
		*elf_image_phdr32(image, i) =
			(struct elf32_phdr){ s->type,   s->offset, s->paddr, s->paddr,
					     s->filesz, s->memsz,  7,        s->align };
}

static uint32_t padded(uint32_t size, uint32_t align)
{
	return (size + align - 1) & -align;
}

uint32_t elf_image_note(struct elf_image *image, uint32_t at, uint32_t align, const char *owner,
			uint32_t type, const void *desc, uint32_t descsz)
{
	struct elf_nhdr header = { strlen(owner) + 1, descsz, type };
	uint32_t desc_at = at + padded(sizeof(header) + header.n_namesz, align);

	if (desc_at + descsz > sizeof(image->bytes))
		standin_fail("a note does not fit the image");
	memcpy(image->bytes + at, &header, sizeof(header));
	memcpy(image->bytes + at + sizeof(header), owner, header.n_namesz);
	if (descsz)
		memcpy(image->bytes + desc_at, desc, descsz);
	return desc_at + padded(descsz, align);
}

uint32_t elf_image_xen(struct elf_image *image, uint32_t at, uint32_t type, const uint32_t *desc,
		       uint32_t words)
{
	return elf_image_note(image, at, 4, "Xen", type, desc, 4 * words);
}

void elf_image_good(struct elf_image *image, bool is64)
{
	uint32_t end;

	elf_image_start(image, is64);
	end = elf_image_xen(image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x100010 }, 1);
	elf_image_add(image,
		      &(struct segment){ PT_LOAD, SEGMENTS_AT, 0x100000, 0x800, 0x1000, 0x1000 });
	elf_image_add(image, &(struct segment){ PT_LOAD, SEGMENTS_AT + 0x800, 0x200000, 0x1000,
						0x1000, 0x1000 });
	elf_image_add(image,
		      &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, end - NOTES_AT, 4 });
	image->size = SEGMENTS_AT + 0x1800;
}
