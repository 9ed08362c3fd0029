// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/segments.h"
#include "elf/notes.h"
#include "elf/phdrs.h"
#include "messages/errors.h"

/* Whether [offset, offset + size) is all in the file; it holds `what` number `index`. */
static void check_in_file(const struct kernel *kernel, const char *what, uint32_t index,
			  uint32_t offset, uint32_t size)
{
	uint32_t last = offset + size - 1;

	if (size && (last < offset || last >= kernel->file.size))
		refuse(OFFSET_OUT_OF_RANGE, what, index, kernel->file.size);
}

static void check_table(const struct kernel *kernel, const struct phdr_table *table)
{
	uint32_t size = phdr_size(table);

	if (table->entry_size != size)
		refuse(BAD_ELF_FIELD, "e_phentsize", table->entry_size, size);
	if (table->count > SEGMENT_MAX)
		refuse(TOO_MANY_PHDRS, table->count, SEGMENT_MAX);
	check_in_file(kernel, "program header", table->count - 1, table->offset,
		      table->count * size);
}

/* Bring the table into the window, if it is not there yet. Where it begins. */
static const uint8_t *load_table(const struct kernel *kernel, struct elf_window *window,
				 const struct phdr_table *table)
{
	uint32_t size = table->count * table->entry_size;

	if (table->offset + size <= sizeof(window->headers))
		return window->headers + table->offset;
	fw_cfg_read(kernel->file.key, table->offset, window->headers, size);
	return window->headers;
}

/* A PT_LOAD by itself, and beside the ones before it. */
static void add_load(struct kernel *kernel, struct space *space, const struct phdr *p)
{
	const struct area *other = area_conflict(space, p->paddr, p->memsz);
	struct area *area;

	if (p->memsz >= ADDRESS_MAX - p->paddr)
		refuse(SEGMENT_OUT_OF_RANGE, p->index);
	if (p->filesz > p->memsz)
		refuse(BAD_FILESZ, p->index);
	if (other)
		refuse(BAD_OVERLAP, (uint32_t)other->index, p->index);
	area = area_add(space, p->paddr, p->memsz);
	area->offset = p->offset;
	area->filled = p->filesz;
	area->key = kernel->file.key;
	area->index = p->index;
	if (kernel->align < p->align)
		kernel->align = p->align;
}

static void add_segment(struct kernel *kernel, struct space *space, struct elf_window *window,
			const struct phdr *p)
{
	bool is_load = p->type == PT_LOAD && (p->memsz || p->filesz);

	if (!is_load && p->type != PT_NOTE)
		return;
	check_in_file(kernel, "segment", p->index, p->offset, p->filesz);
	if (is_load)
		add_load(kernel, space, p);
	else
		elf_read_notes(kernel, window, p);
}

void elf_read_segments(struct kernel *kernel, struct space *space, struct elf_window *window)
{
	struct phdr_table table = phdr_table_find(window);
	const uint8_t *table_at;

	check_table(kernel, &table);
	table_at = load_table(kernel, window, &table);
	for (uint32_t i = 0; i < table.count; i++) {
		struct phdr phdr = phdr_read(&table, table_at, i);

		add_segment(kernel, space, window, &phdr);
	}
}
