/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guest's memory map: what INT 15h E820 said, made sorted and disjoint. Pure. */
#ifndef MEMMAP_H
#define MEMMAP_H

#include <stdbool.h>
#include <stdint.h>
#include "start_info.h"

/* Linux's E820_MAX_ENTRIES_ZEROPAGE is 128, and its PVH entry takes fewer. */
#define MEMMAP_MAX 127

struct memmap {
	uint32_t count;
	struct hvm_memmap_table_entry entry[MEMMAP_MAX]; /* reserved: 0 */
};

/* What stands in the way of a range that should be RAM. */
struct conflict {
	uint32_t start, last; /* inclusive */
	const char *what;
};

/*
 * Fill `map`, zeroed by the caller, from `count` raw entries in any order, overlapping or not:
 * sorted, disjoint, neighbours of one type merged. Where entries disagree the higher type number
 * wins, as in Linux. Refuses NO_MEMORY_MAP, TOO_MANY_MAP_ENTRIES.
 */
void memmap_build(struct memmap *map, const struct hvm_memmap_table_entry *raw, uint32_t count);

/* Whether [start, start + size) is all RAM (true for size 0); if not, `conflict` tells the first
 * part that is not. */
bool memmap_is_ram(const struct memmap *map, uint32_t start, uint32_t size,
		   struct conflict *conflict);

#endif
