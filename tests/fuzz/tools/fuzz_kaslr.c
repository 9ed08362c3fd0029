// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The input is the size of an ELF file (u32), the file, and what stands behind it in a payload.
 * What is moved in one part must be what is moved in several, and nothing but addresses may change.
 */
#include <stdlib.h>
#include <string.h>
#include "bytes.h"
#include "fuzz.h"
#include "kaslr_move.h"

#define DISTANCE 0x1234000
#define SMALL_PART 61

struct moving {
	const uint8_t *file, *relocs;
	size_t size, relocs_size;
	struct elf_file elf;
};

/* The moved file, or NULL. */
static uint8_t *moved(const struct moving *m, size_t part_max)
{
	struct kaslr_move move;
	struct fault why;
	uint8_t *to;

	if (!kaslr_move_start(&move, &m->elf, m->relocs, m->relocs_size, DISTANCE, &why))
		return NULL;
	to = calloc(1, m->size);
	while (move.done < m->size) {
		size_t at = (size_t)move.done,
		       part = m->size - at < part_max ? m->size - at : part_max;
		size_t ready;

		memcpy(to + at, m->file + at, part);
		ready = kaslr_move_part(&move, to + at, part);
		CHECK(ready <= part && move.done == at + ready);
		if (!ready) /* the value at the file's end is cut: there is nothing behind it to
			       come */
			break;
	}
	if (move.done == m->size && kaslr_move_is_complete(&move, &why))
		return to;
	free(to);
	return NULL;
}

/* 1 for each byte that may be another after a move. */
static uint8_t *addresses(const struct moving *m, const struct kaslr_relocs *relocs)
{
	struct kaslr_cursor cursor = { .elf = &m->elf, .base = relocs->base };
	struct kaslr_headers headers;
	struct fault why;
	uint8_t *map = calloc(1, m->size ? m->size : 1);

	if (!map)
		abort();

	CHECK(kaslr_headers_find(&headers, &m->elf, relocs->base, &why));
	for (unsigned int i = 0; i < headers.count; i++)
		memset(map + headers.fields[i].offset, 1, headers.fields[i].width);
	for (unsigned int i = 0; i < relocs->count; i++)
		for (size_t n = 0; n < relocs->lists[i].count; n++) {
			int64_t at = kaslr_find(&cursor, get32(relocs->lists[i].words + 4 * n),
						relocs->lists[i].width);

			CHECK(at >= 0);
			memset(map + at, 1, relocs->lists[i].width);
		}
	return map;
}

static void check_moved(const struct moving *m, const struct kaslr_relocs *relocs,
			const uint8_t *file)
{
	uint8_t *map = addresses(m, relocs);

	for (size_t i = 0; i < m->size; i++)
		CHECK(map[i] || file[i] == m->file[i]);
	free(map);
}

/* A byte that belongs to two values depends on which of them is moved first. */
static bool overlap(const struct moving *m, const struct kaslr_relocs *relocs)
{
	uint64_t lowest;
	bool found = false;

	for (unsigned int i = 0; i < relocs->count && !found; i++) {
		struct kaslr_relocs others = *relocs;

		others.lists[i].count = 0;
		for (size_t n = 0; n < relocs->lists[i].count && !found; n++) {
			uint32_t paddr = get32(relocs->lists[i].words + 4 * n) - relocs->base;

			found = kaslr_relocs_lowest(
				&others, paddr, (uint64_t)paddr + relocs->lists[i].width, &lowest);
		}
	}
	return found || m->elf.count > 4;
}

static void use(const struct moving *m)
{
	struct kaslr_relocs relocs;
	struct fault why;
	uint8_t *whole, *parts;

	if (!kaslr_relocs_read(&relocs, &m->elf, m->relocs, m->relocs_size, &why) ||
	    !kaslr_relocs_prove(&relocs, &m->elf, &why))
		return;
	whole = moved(m, m->size);
	parts = moved(m, SMALL_PART);
	if (whole)
		check_moved(m, &relocs, whole);
	if (whole && parts && !overlap(m, &relocs))
		CHECK(!memcmp(whole, parts, m->size));
	free(whole);
	free(parts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct moving m;
	struct fault why;

	if (size < 4 || get32(data) > size - 4)
		return 0;
	m = (struct moving){ .file = data + 4, .size = get32(data) };
	m.relocs = m.file + m.size;
	m.relocs_size = size - 4 - m.size;
	if (m.size && elf_read(&m.elf, m.file, m.size, &why))
		use(&m);
	return 0;
}
