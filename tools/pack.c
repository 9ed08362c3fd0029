// SPDX-License-Identifier: GPL-2.0-or-later
/* Cutting a kernel's segments at their zeros. */
#include <elf.h>
#include <stdbool.h>
#include "large.h"
#include "pack.h"
#include "packer.h"
#include "zero_runs.h"

/*
 * Cuts of 256 KiB and more are nearly all that there is to save: of Debian's cloud kernel, 15 of 16
 * MB in 10 segments. Each segment costs QEMU and the ROM some microseconds. A kernel that has more
 * cuts is cut where the longest are.
 */
#define LEAST ((size_t)256 << 10)
#define SEGMENTS_WANTED 16
#define VALUE_MAX 8 /* bytes that are moved at one place */
/* What alignment may add to a file. */
#define PADDING_MAX (DATA_START + ELF_SEGMENTS_MAX * (size_t)DATA_ALIGN)

_Static_assert(SEGMENTS_WANTED < ELF_SEGMENTS_MAX, "there is room for cuts");

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

uint8_t *pack(const struct elf_file *elf, const struct kaslr_relocs *relocs, size_t *size,
	      struct fault *why)
{
	struct packer p = { .elf = elf, .relocs = relocs, .least = LEAST };
	uint8_t *to;

	for (cut_all(&p); p.count > SEGMENTS_WANTED && p.least < elf->size; cut_all(&p))
		p.least *= 2;
	*size = packer_lay_out(&p, NULL);
	if (*size > elf->size + PADDING_MAX) {
		fault(why, "its segments share bytes of the file");
		return NULL;
	}
	to = large_alloc(*size);
	if (!to) {
		fault(why, "not enough memory");
		return NULL;
	}
	packer_lay_out(&p, to);
	return to;
}
