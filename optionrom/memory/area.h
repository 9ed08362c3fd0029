/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stretches of guest memory that the boot fills, and room for more of them. Pure. */
#ifndef AREA_H
#define AREA_H

#include <stdbool.h>
#include <stdint.h>
#include "layout.h"
#include "memory/memmap.h"

/* A kernel's segments; the tables; a command line; the modules with one each. */
#define AREA_MAX (SEGMENT_MAX + 1 + 1 + 2 * MODULE_MAX)

struct area {
	uint32_t start, size;
	/* `filled` bytes of the item, from `offset` on, go to its start; the rest is cleared. */
	uint32_t offset, filled;
	uint32_t key; /* fw_cfg item; 0: somebody else fills the area */
	uint8_t index; /* of the segment's program header */
	bool is_text; /* a final newline is dropped */
};

/* Memory: what there is, what is nobody's, what is spoken for. */
struct space {
	uint32_t count;
	struct memmap map;
	struct area area[AREA_MAX];
};

/* Where something may go. */
struct slot {
	uint32_t min, end; /* within [min, end) */
	uint32_t align; /* a power of two */
	bool highest; /* as high, or else as low, as possible */
};

/* Speak for [start, start + size), the rest of the area zeroed for the caller to fill in. */
struct area *area_add(struct space *space, uint32_t start, uint32_t size);

/* The area that [start, start + size) meets, or NULL. */
const struct area *area_conflict(const struct space *space, uint32_t start, uint32_t size);

/* Whether all of `area` is RAM, above the `live_end` of what BIOS and ROM run in; if not,
 * `conflict` says why. */
bool area_is_usable(const struct space *space, const struct area *area, uint32_t live_end,
		    struct conflict *conflict);

/*
 * A usable and free place that the slot has for `size` bytes (0 counts as 1); 0 if there is none.
 */
uint32_t area_find(const struct space *space, const struct slot *slot, uint32_t size);

#endif
