// SPDX-License-Identifier: GPL-2.0-or-later
/* The packed file: headers, notes, segments. */
#include <elf.h>
#include <string.h>
#include "bytes.h"
#include "packer.h"

static void put_address(const struct elf_file *elf, uint8_t *at, uint64_t value)
{
	if (elf->is64)
		put64(at, value);
	else
		put32(at, (uint32_t)value);
}

#define AT(elf, type, member)                                                                      \
	((elf)->is64 ? offsetof(Elf64_##type, member) : offsetof(Elf32_##type, member))
#define SIZE(elf, type) ((elf)->is64 ? sizeof(Elf64_##type) : sizeof(Elf32_##type))

/* The old header, without sections, with its table right behind it. */
static void put_header(const struct packer *p, uint8_t *to)
{
	const struct elf_file *elf = p->elf;
	size_t size = SIZE(elf, Ehdr);

	memcpy(to, elf->data, size);
	put_address(elf, to + AT(elf, Ehdr, e_phoff), size);
	put16(to + AT(elf, Ehdr, e_phnum), (uint16_t)p->count);
	put_address(elf, to + AT(elf, Ehdr, e_shoff), 0);
	put16(to + AT(elf, Ehdr, e_shentsize), 0);
	put16(to + AT(elf, Ehdr, e_shnum), 0);
	put16(to + AT(elf, Ehdr, e_shstrndx), 0);
}

static void put_segment(const struct elf_file *elf, uint8_t *to, const struct elf_segment *s,
			uint64_t offset)
{
	put32(to, s->type);
	put32(to + AT(elf, Phdr, p_flags), s->flags);
	put_address(elf, to + AT(elf, Phdr, p_offset), offset);
	put_address(elf, to + AT(elf, Phdr, p_vaddr), s->vaddr);
	put_address(elf, to + AT(elf, Phdr, p_paddr), s->paddr);
	put_address(elf, to + AT(elf, Phdr, p_filesz), s->filesz);
	put_address(elf, to + AT(elf, Phdr, p_memsz), s->memsz);
	put_address(elf, to + AT(elf, Phdr, p_align), s->align);
}

/* The next offset. For notes the old one modulo 8, as their padding may depend on that. */
static size_t place(size_t at, const struct elf_segment *piece)
{
	if (piece->type == PT_NOTE)
		return at + ((size_t)piece->offset - at) % 8;
	return (at + DATA_ALIGN - 1) & ~(size_t)(DATA_ALIGN - 1);
}

/* One piece with its header, behind what ends at `end`; where it ends itself. */
static size_t put_piece(const struct packer *p, unsigned int i, uint8_t *to, size_t end)
{
	const struct elf_file *elf = p->elf;
	const struct elf_segment *piece = p->pieces + i;
	size_t at = place(end, piece), size = (size_t)piece->filesz;

	if (to) {
		put_segment(elf, to + SIZE(elf, Ehdr) + i * SIZE(elf, Phdr), piece, at);
		memset(to + end, 0, at - end);
		if (size)
			memcpy(to + at, elf->data + piece->offset, size);
	}
	return at + size;
}

/* Notes, then data, with zeros between them. */
size_t packer_lay_out(const struct packer *p, uint8_t *to)
{
	const struct elf_file *elf = p->elf;
	size_t end = SIZE(elf, Ehdr) + p->count * SIZE(elf, Phdr);

	if (to)
		put_header(p, to);
	for (uint32_t type = PT_NOTE;; type = PT_LOAD) {
		for (unsigned int i = 0; i < p->count; i++)
			if (p->pieces[i].type == type)
				end = put_piece(p, i, to, end);
		if (type == PT_LOAD)
			return end;
		if (to && end < DATA_START)
			memset(to + end, 0, DATA_START - end);
		end = end < DATA_START ? DATA_START : end;
	}
}
