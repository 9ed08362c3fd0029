// SPDX-License-Identifier: GPL-2.0-or-later
#include <elf.h>
#include <stddef.h>
#include "bytes.h"
#include "kaslr_headers.h"

/* The offset of a field in an ELF structure of the file's class. */
#define FIELD(elf, structure, field)                                                               \
	((elf)->is64 ? offsetof(Elf64_##structure, field) : offsetof(Elf32_##structure, field))

static void add(struct kaslr_headers *headers, uint64_t offset, unsigned int width)
{
	headers->fields[headers->count++] = (struct kaslr_field){ offset, width };
}

static bool is_loaded(const struct elf_file *elf, uint64_t paddr)
{
	struct elf_span span = elf_span(elf);

	return paddr >= span.start && paddr < span.end;
}

/* Per-CPU data is linked for virtual address 0 and stays there. */
static void add_segments(struct kaslr_headers *headers, const struct elf_file *elf, uint32_t base)
{
	const uint8_t *phoff = elf->data + FIELD(elf, Ehdr, e_phoff);
	uint64_t at = elf->is64 ? get64(phoff) : get32(phoff);
	unsigned int width = elf->is64 ? 8 : 4;

	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = elf->segments + i;

		add(headers, at + FIELD(elf, Phdr, p_paddr), width);
		if ((uint32_t)(s->vaddr - s->paddr) == base)
			add(headers, at + FIELD(elf, Phdr, p_vaddr), width);
		at += elf->is64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
	}
}

/* The segment of that type with these 4 bytes, given by their offset in the file or, if
 * `in_memory`, their address. */
static const struct elf_segment *segment_with(const struct elf_file *elf, uint32_t type,
					      uint64_t at, bool in_memory)
{
	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = elf->segments + i;
		uint64_t start = in_memory ? s->paddr : s->offset;

		if (s->type == type && at >= start && lies_within(at - start, 4, s->filesz))
			return s;
	}
	return NULL;
}

/*
 * Linux looks at the entry in its own memory to see how far it has been moved (7.2 does), and a
 * packed file has the notes once more, in front of everything.
 */
static void add_loaded_entry(struct kaslr_headers *headers, const struct elf_file *elf,
			     const struct elf_notes *notes)
{
	const struct elf_segment *note = segment_with(elf, PT_NOTE, notes->entry_offset, false);
	uint64_t paddr = note ? note->paddr + (notes->entry_offset - note->offset) : 0;
	const struct elf_segment *load = note ? segment_with(elf, PT_LOAD, paddr, true) : NULL;
	uint64_t offset = load ? load->offset + (paddr - load->paddr) : notes->entry_offset;

	if (offset != notes->entry_offset && get32(elf->data + offset) == (uint32_t)notes->entry)
		add(headers, offset, 4);
}

/* Of an entry of 8 bytes, which some notes have, the high half is 0 and stays so. */
bool kaslr_headers_find(struct kaslr_headers *headers, const struct elf_file *elf, uint32_t base,
			struct fault *why)
{
	struct elf_notes notes;

	headers->count = 0;
	if (!elf_read_notes(elf, &notes, why))
		return false;
	if (!notes.has_entry || notes.has_more_entries)
		return fault(why, "it has %s PVH entry", notes.has_entry ? "more than one" : "no");
	add(headers, notes.entry_offset, 4);
	add_loaded_entry(headers, elf, &notes);
	if (is_loaded(elf, elf->entry))
		add(headers, FIELD(elf, Ehdr, e_entry), elf->is64 ? 8 : 4);
	add_segments(headers, elf, base);
	return true;
}
