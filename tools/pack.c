// SPDX-License-Identifier: GPL-2.0-or-later
/* Cutting a kernel's segments at their zeros. */
#include <elf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "bytes.h"
#include "pack.h"
#include "zero_runs.h"

/*
 * Cuts of 256 KiB and more are nearly all that there is to save: of Debian's cloud kernel, 15 of 16
 * MB in 10 segments. Each segment costs QEMU and the ROM some microseconds. A kernel that has more
 * cuts is cut where the longest are.
 */
#define LEAST ((size_t)256 << 10)
#define SEGMENTS_WANTED 16
/* QEMU takes a file for a Multiboot kernel if its first 8 KiB hold that header: only headers and
 * notes lie there. */
#define DATA_START 8192
#define DATA_ALIGN 4096
#define VALUE_MAX 8 /* bytes that are moved at one place */
/* What alignment may add to a file. */
#define PADDING_MAX (DATA_START + ELF_SEGMENTS_MAX * (size_t)DATA_ALIGN)

_Static_assert(SEGMENTS_WANTED < ELF_SEGMENTS_MAX, "there is room for cuts");

struct packer {
	const struct elf_file *elf;
	const struct kaslr_relocs *relocs;
	size_t least; /* a run of zeros that is cut */
	unsigned int count; /* of pieces, also of those that there is no room for */
	struct elf_segment pieces[ELF_SEGMENTS_MAX]; /* offsets in the old file */
};

static void add_piece(struct packer *p, const struct elf_segment *piece)
{
	if (p->count < ELF_SEGMENTS_MAX)
		p->pieces[p->count] = *piece;
	p->count++;
}

/* The part of a segment from `start` on that has `filesz` bytes of data. */
static struct elf_segment part_of(const struct elf_segment *s, uint64_t start, uint64_t filesz)
{
	struct elf_segment part = *s;

	part.offset += start;
	part.vaddr += start;
	part.paddr += start;
	part.filesz = filesz;
	part.memsz -= start;
	return part;
}

/* The next run of zeros that can be cut: as far as the next value that is moved with the kernel. */
static struct zero_run next_run(const struct packer *p, const struct elf_segment *s, size_t from)
{
	const uint8_t *data = p->elf->data + s->offset;
	size_t size = (size_t)s->filesz;
	struct zero_run run = zero_run_find(data, size, from, p->least);
	uint64_t value;

	while (p->relocs &&
	       kaslr_relocs_lowest(p->relocs, s->paddr + run.start, s->paddr + run.end, &value)) {
		size_t at = value > s->paddr ? (size_t)(value - s->paddr) : 0,
		       behind = at + VALUE_MAX + ZERO_BLOCK - 1;
		size_t end = at / ZERO_BLOCK * ZERO_BLOCK, next = behind / ZERO_BLOCK * ZERO_BLOCK;

		if (end > run.start && end - run.start >= p->least)
			return (struct zero_run){ run.start, end };
		run = zero_run_find(data, size, next < size ? next : size, p->least);
	}
	return run;
}

/* A segment that says less memory than data is for the loader to refuse. */
static void cut(struct packer *p, const struct elf_segment *s)
{
	size_t start = 0, size = (size_t)s->filesz;
	bool is_cut = s->type == PT_LOAD && size && s->filesz <= s->memsz;

	if (!is_cut)
		add_piece(p, s);
	while (is_cut) {
		struct zero_run run = next_run(p, s, start);
		struct elf_segment part = part_of(s, start, run.start - start);

		is_cut = run.end < size;
		if (is_cut)
			part.memsz = run.end - start;
		add_piece(p, &part);
		start = run.end;
	}
}

static void cut_all(struct packer *p)
{
	p->count = 0;
	for (unsigned int i = 0; i < p->elf->count; i++)
		if (p->elf->segments[i].type == PT_LOAD || p->elf->segments[i].type == PT_NOTE)
			cut(p, &p->elf->segments[i]);
}

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

/* The next offset: of notes one that is the old one modulo 8, as their padding may depend on that.
 */
static size_t place(size_t at, const struct elf_segment *piece)
{
	if (piece->type == PT_NOTE)
		return at + ((size_t)piece->offset - at) % 8;
	return (at + DATA_ALIGN - 1) & ~(size_t)(DATA_ALIGN - 1);
}

/* Notes, then data. Without a buffer only the size of it all. */
static size_t lay_out(const struct packer *p, uint8_t *to)
{
	const struct elf_file *elf = p->elf;
	size_t at = SIZE(elf, Ehdr) + p->count * SIZE(elf, Phdr);

	for (uint32_t type = PT_NOTE;; type = PT_LOAD) {
		for (unsigned int i = 0; i < p->count; i++) {
			const struct elf_segment *piece = &p->pieces[i];

			if (piece->type != type)
				continue;
			at = place(at, piece);
			if (to) {
				put_segment(elf, to + SIZE(elf, Ehdr) + i * SIZE(elf, Phdr), piece,
					    at);
				if (piece->filesz)
					memcpy(to + at, elf->data + piece->offset,
					       (size_t)piece->filesz);
			}
			at += (size_t)piece->filesz;
		}
		if (type == PT_LOAD)
			return at;
		at = at < DATA_START ? DATA_START : at;
	}
}

uint8_t *pack(const struct elf_file *elf, const struct kaslr_relocs *relocs, size_t *size,
	      struct fault *why)
{
	struct packer p = { .elf = elf, .relocs = relocs, .least = LEAST };
	uint8_t *to;

	for (cut_all(&p); p.count > SEGMENTS_WANTED && p.least < elf->size; cut_all(&p))
		p.least *= 2;
	*size = lay_out(&p, NULL);
	if (*size > elf->size + PADDING_MAX) {
		fault(why, "its segments share bytes of the file");
		return NULL;
	}
	to = calloc(1, *size);
	if (!to) {
		fault(why, "not enough memory");
		return NULL;
	}
	put_header(&p, to);
	lay_out(&p, to);
	return to;
}
