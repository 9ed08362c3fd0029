// SPDX-License-Identifier: GPL-2.0-or-later
#include <elf.h>
#include "bytes.h"
#include "kaslr_relocs.h"

#define WORD 4
#define X86_64_LINK_BASE 0xffffffff80000000 /* __START_KERNEL_map */

/*
 * The segment at the lowest address: the kernel's text, whose virtual address is its link address.
 */
static const struct elf_segment *first_segment(const struct elf_file *elf)
{
	const struct elf_segment *first = NULL;

	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = elf->segments + i;

		if (s->type == PT_LOAD && s->filesz && (!first || s->paddr < first->paddr))
			first = s;
	}
	return first;
}

static bool find_base(struct kaslr_relocs *relocs, const struct elf_file *elf, struct fault *why)
{
	const struct elf_segment *first = first_segment(elf);

	if (!first || (elf->is64 && first->vaddr - first->paddr != X86_64_LINK_BASE))
		return fault(why, "it is not linked as Linux is");
	relocs->base = (uint32_t)(first->vaddr - first->paddr);
	return true;
}

/* One list, up to the next zero or the end; the index behind it. */
static size_t read_list(struct kaslr_list *list, const uint8_t *bytes, size_t at, size_t end)
{
	size_t start = at;

	while (at < end && get32(bytes + at * WORD))
		at++;
	list->words = bytes + start * WORD;
	list->count = at - start;
	list->width = WORD;
	list->is_decreased = false;
	return at;
}

/* Which list is which: by their number. */
static bool name_lists(struct kaslr_relocs *relocs, const struct elf_file *elf)
{
	if (!elf->is64)
		return relocs->count == 1;
	relocs->lists[0].width = 8;
	relocs->lists[1].is_decreased = relocs->count == 3;
	return relocs->count == 2 || relocs->count == 3;
}

bool kaslr_relocs_read(struct kaslr_relocs *relocs, const struct elf_file *elf,
		       const uint8_t *bytes, size_t size, struct fault *why)
{
	size_t end = size / WORD, at = 0;

	if (!size)
		return fault(why,
			     "it has no relocations: it was built without CONFIG_RANDOMIZE_BASE");
	if (size % WORD || get32(bytes))
		return fault(why, "the %zu bytes behind its ELF file are not relocations", size);
	for (relocs->count = 0; at < end && relocs->count < KASLR_LISTS_MAX; relocs->count++)
		at = read_list(relocs->lists + relocs->count, bytes, at + 1, end);
	if (at < end || !name_lists(relocs, elf))
		return fault(why, "its relocations have an unknown form");
	return find_base(relocs, elf, why);
}

static bool is_in(const struct elf_segment *s, uint64_t paddr, unsigned int width)
{
	return s->type == PT_LOAD && paddr >= s->paddr &&
	       lies_within(paddr - s->paddr, width, s->filesz);
}

int64_t kaslr_find_segment(struct kaslr_cursor *cursor, uint32_t paddr, unsigned int width)
{
	for (unsigned int i = 0; i < cursor->elf->count; i++) {
		const struct elf_segment *s = cursor->elf->segments + i;

		if (!is_in(s, paddr, width))
			continue;
		cursor->start = s->paddr;
		cursor->size = s->filesz;
		cursor->offset = s->offset;
		return (int64_t)(s->offset + (paddr - s->paddr));
	}
	return -1;
}

/* The index of the first place whose value ends behind `start`. */
static size_t first_behind(const struct kaslr_list *list, uint32_t base, uint64_t start)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((uint64_t)(get32(list->words + middle * WORD) - base) + list->width <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool kaslr_relocs_lowest(const struct kaslr_relocs *relocs, uint64_t start, uint64_t end,
			 uint64_t *paddr)
{
	*paddr = end;
	for (unsigned int i = 0; i < relocs->count; i++) {
		const struct kaslr_list *list = relocs->lists + i;
		size_t first = first_behind(list, relocs->base, start);
		uint64_t at = first < list->count ? get32(list->words + first * WORD) - relocs->base
						  : end;

		*paddr = at < *paddr ? at : *paddr;
	}
	return *paddr < end;
}
