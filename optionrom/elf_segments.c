// SPDX-License-Identifier: GPL-2.0-or-later
/* The program headers: which segments there are, and whether each makes sense by itself and beside the others. */
#include <stddef.h>
#include "compiler.h"
#include "kernel.h"

/* Program headers may lie at any offset. */
typedef uint32_t unaligned __attribute__((aligned(1), may_alias));

/* ELF64's numbers as 32 bits: one that does not fit becomes one that no check lets pass. */
static uint32_t narrow(const void *at, bool is64)
{
	const unaligned *word = at;

	return is64 && word[1] ? 0xffffffff : word[0];
}

/* Whether [offset, offset + size) is all in the file; `what` number `index` it is that should be there. */
static void check_in_file(const struct kernel *kernel, const char *what, uint32_t index, uint32_t offset, uint32_t size)
{
	uint32_t last = offset + size - 1;

	if (size && (last < offset || last >= kernel->file.size))
		refuse(FILE_TRUNCATED, what, index, offset, last < offset ? 0xffffffff : last, kernel->file.size);
}

/* Check the table's numbers and bring it into the window. Where it is. */
static const uint8_t *load_table(const struct kernel *kernel, struct elf_window *window, uint32_t count,
				 uint32_t entry_size)
{
	bool is64 = window->ident.class == ELFCLASS64;
	uint32_t wanted = is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr);
	uint32_t offset = narrow(is64 ? (void *)&window->ehdr64.e_phoff : &window->ehdr32.e_phoff, is64);

	if (entry_size != wanted)
		refuse(ELF_FIELD, "e_phentsize", entry_size, wanted);
	if (count > SEGMENT_MAX)
		refuse(TOO_MANY_PHDRS, count, SEGMENT_MAX);
	for (uint32_t i = 0; i < count; i++)
		check_in_file(kernel, "program header", i, offset + i * wanted, wanted);
	if (offset + count * wanted <= sizeof(window->bytes))
		return window->bytes + offset;
	fw_cfg_read(kernel->file.key, offset, window, count * wanted);
	return window->bytes;
}

/* Where struct phdr's members, in their order, lie in the file. */
static const uint8_t places[2][offsetof(struct phdr, index) / sizeof(uint32_t)] = {
#define PLACES(s)                                                                                                      \
	{                                                                                                              \
		offsetof(s, p_type), offsetof(s, p_offset), offsetof(s, p_paddr), offsetof(s, p_filesz),               \
			offsetof(s, p_memsz), offsetof(s, p_align)                                                     \
	}
	PLACES(struct elf32_phdr),
	PLACES(struct elf64_phdr),
};

static void read_phdr(const uint8_t *at, bool is64, struct phdr *phdr)
{
	uint32_t *member = &phdr->type;

	for (unsigned int i = 0; i < sizeof(places[0]); i++)
		member[i] = narrow(at + places[is64][i], is64 && i);
}

/* A PT_LOAD by itself, and beside the ones before it. */
static void add_load(struct kernel *kernel, struct space *space, const struct phdr *p)
{
	const struct area *other = area_conflict(space, p->paddr, p->memsz);
	struct area *area;

	if (p->memsz >= 0xffffffff - p->paddr)
		refuse(SEGMENT_TOO_HIGH, p->index);
	if (p->filesz > p->memsz)
		refuse(FILESZ_OVER_MEMSZ, p->index, p->filesz, p->memsz);
	if (other)
		refuse(SEGMENTS_OVERLAP, (uint32_t)other->index, p->index,
		       other->start > p->paddr ? other->start : p->paddr);
	area = area_add(space, p->paddr, p->memsz);
	area->offset = p->offset;
	area->filled = p->filesz;
	area->key = kernel->file.key;
	area->index = p->index;
	if (kernel->align < p->align)
		kernel->align = p->align;
}

static void take_segment(struct kernel *kernel, struct space *space, struct elf_window *window, const struct phdr *p)
{
	bool is_load = p->type == PT_LOAD && (p->memsz | p->filesz);

	if (!is_load && p->type != PT_NOTE)
		return;
	check_in_file(kernel, "segment", p->index, p->offset, p->filesz);
	if (is_load)
		add_load(kernel, space, p);
	else
		elf_read_notes(kernel, window, p);
}

/* Where e_phentsize is: e_phnum follows it, and 10 bytes from it the header ends, in both classes. */
static OUT_OF_LINE const uint16_t *table_sizes(const struct elf_window *window)
{
	return window->ident.class == ELFCLASS64 ? &window->ehdr64.e_phentsize : &window->ehdr32.e_phentsize;
}

void elf_read_segments(struct kernel *kernel, struct space *space, struct elf_window *window)
{
	bool is64 = window->ident.class == ELFCLASS64;
	const uint16_t *sizes = table_sizes(window);
	uint32_t size = sizes[0], count = sizes[1];
	const uint8_t *table = load_table(kernel, window, count, size);
	struct phdr phdr;

	for (phdr.index = 0; phdr.index < count; phdr.index++, table += size) {
		read_phdr(table, is64, &phdr);
		take_segment(kernel, space, window, &phdr);
	}
}

/* What segments reach from and to, and where the first that is not empty begins. */
struct reach {
	uint32_t start, first, end;
};

static void reach_out(struct reach *r, const struct phdr *p)
{
	if (p->type != PT_LOAD)
		return;
	if (r->start > p->paddr)
		r->start = p->paddr;
	if (p->memsz && r->first > p->paddr)
		r->first = p->paddr;
	if (r->end < p->paddr + p->memsz)
		r->end = p->paddr + p->memsz;
}

void elf_skip_empty(struct area *span, const struct elf_window *window)
{
	const uint16_t *sizes = table_sizes(window);
	/* The table as linkers have it, right behind the header. Elsewhere it is not found, and no harm is done. */
	const uint8_t *at = (const uint8_t *)(sizes + 5);
	struct reach r = { 0xffffffff, 0xffffffff, 0 };
	struct phdr p;

	for (uint32_t n = sizes[1]; n && at < window->notes; n--, at += sizes[0]) {
		read_phdr(at, window->ident.class == ELFCLASS64, &p);
		reach_out(&r, &p);
	}
	if (r.start == span->start && r.end == r.start + span->size && r.first < r.end) {
		span->start = r.first;
		span->size = r.end - r.first;
	}
}
