// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/span.h"
#include "elf/phdrs.h"

struct reach {
	uint32_t start; /* of the lowest segment */
	uint32_t filled_start; /* of the lowest that is not empty */
	uint32_t end;
};

static void extend(struct reach *r, const struct phdr *p)
{
	if (p->type != PT_LOAD)
		return;
	if (r->start > p->paddr)
		r->start = p->paddr;
	if (p->memsz && r->filled_start > p->paddr)
		r->filled_start = p->paddr;
	if (r->end < p->paddr + p->memsz)
		r->end = p->paddr + p->memsz;
}

/*
 * The table may lie outside the window, or its numbers may be anything: before 9.2 QEMU hands out a
 * buffer that other code has written to.
 */
static bool is_in_window(const struct phdr_table *table)
{
	return table->entry_size == phdr_size(table) && table->count <= SEGMENT_MAX &&
	       table->offset <= ELF_WINDOW_HEADERS - table->count * table->entry_size;
}

void elf_skip_empty(struct area *span, const struct elf_window *window)
{
	struct phdr_table table = phdr_table_find(window);
	struct reach r = { ADDRESS_MAX, ADDRESS_MAX, 0 };

	if (!is_in_window(&table))
		return;
	for (uint32_t i = 0; i < table.count; i++) {
		struct phdr p = phdr_read(&table, window->headers + table.offset, i);

		extend(&r, &p);
	}
	if (r.start == span->start && r.end == r.start + span->size && r.filled_start < r.end) {
		span->start = r.filled_start;
		span->size = r.end - r.filled_start;
	}
}
