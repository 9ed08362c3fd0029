// SPDX-License-Identifier: GPL-2.0-or-later
/* The input is what INT 15h E820 left in memory. The map must be the one that a plainer way leads
 * to. */
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"
#include "memory/memmap.h"

#define RAW_MAX 128
#define PROBES 32 /* edges that memmap_is_ram is tried at */
#define TOP 0xffffffffffffffffULL /* the last address: in no entry */

static struct hvm_memmap_table_entry raw[RAW_MAX];
static uint32_t raw_count;

/* Every address where the type may change, and the type from there on. */
static uint64_t edges[2 * RAW_MAX + 2];
static uint32_t types[2 * RAW_MAX + 2];
static uint32_t edges_count;

static bool covers(const struct hvm_memmap_table_entry *e, uint64_t address)
{
	return address >= e->addr && address - e->addr < e->size;
}

/* The highest type of those that cover an address; unknown ones count as reserved. */
static uint32_t type_of(uint64_t address)
{
	uint32_t highest = 0;

	for (uint32_t i = 0; i < raw_count; i++) {
		uint32_t type = raw[i].type;

		if (type < 1 || type > 7)
			type = 2;
		if (covers(raw + i, address) && type > highest)
			highest = type;
	}
	return highest;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void find_edges(void)
{
	edges_count = 0;
	edges[edges_count++] = 0;
	edges[edges_count++] = TOP;
	for (uint32_t i = 0; i < raw_count; i++) {
		edges[edges_count++] = raw[i].addr;
		if (raw[i].addr + raw[i].size >= raw[i].addr)
			edges[edges_count++] = raw[i].addr + raw[i].size;
	}
	qsort(edges, edges_count, sizeof(edges[0]), compare);
	for (uint32_t i = 0; i < edges_count; i++)
		types[i] = type_of(edges[i]);
}

/* The map as it should be, or as much of it as MEMMAP_MAX entries; the number of entries there
 * should be. */
static uint32_t expect(struct hvm_memmap_table_entry *e)
{
	uint32_t count = 0, last = 0;

	for (uint32_t i = 0; i + 1 < edges_count; i++) {
		uint64_t start = edges[i], size = edges[i + 1] - start;
		uint32_t type = size ? types[i] : last;

		if (type && type != last && count++ < MEMMAP_MAX)
			e[count - 1] = (struct hvm_memmap_table_entry){ start, 0, type, 0 };
		if (type && count <= MEMMAP_MAX)
			e[count - 1].size += size;
		last = type;
	}
	return count;
}

/* memmap_is_ram against the raw list. */
static void check_ram(const struct memmap *map, uint32_t start, uint32_t size)
{
	struct conflict conflict;
	uint64_t end = (uint64_t)start + size, not_ram = end;

	if (end > 1ULL << 32)
		return;
	for (uint32_t i = edges_count; i--;)
		if (edges[i] < end && edges[i] > start && types[i] != 1)
			not_ram = edges[i];
	if (size && type_of(start) != 1)
		not_ram = start;
	if (memmap_is_ram(map, start, size, &conflict)) {
		CHECK(not_ram == end);
		return;
	}
	CHECK(not_ram < end && conflict.start == (uint32_t)not_ram);
	CHECK(conflict.last >= conflict.start && conflict.last <= end - 1);
	CHECK(type_of(conflict.last) == type_of(conflict.start));
}

static void check_map(const struct memmap *map)
{
	struct hvm_memmap_table_entry wanted[MEMMAP_MAX];

	CHECK(expect(wanted) == map->count);
	CHECK(!memcmp(map->entry, wanted, map->count * sizeof(wanted[0])));
	for (uint32_t i = 0; i < edges_count; i += 1 + edges_count / PROBES) {
		check_ram(map, edges[i], 1);
		check_ram(map, edges[i] - 1, 2);
		check_ram(map, edges[i], edges[(i + 1) % edges_count] - edges[i]);
		check_ram(map, edges[i] - 0x1000, 0x2000);
	}
}

static void check_refusal(void)
{
	struct hvm_memmap_table_entry wanted[MEMMAP_MAX];
	uint32_t count = expect(wanted);

	check_sentence();
	CHECK(strstr(refusal_sentence(), "no memory map") ? count == 0 : count > MEMMAP_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct memmap map;

	raw_count = size / sizeof(raw[0]) < RAW_MAX ? size / sizeof(raw[0]) : RAW_MAX;
	memcpy(raw, data, raw_count * sizeof(raw[0]));
	find_edges();
	memset(&map, 0, sizeof(map));
	if (setjmp(*refusal_catch())) {
		check_refusal();
		return 0;
	}
	memmap_build(&map, raw, raw_count);
	refusal_dismiss();
	check_map(&map);
	return 0;
}
