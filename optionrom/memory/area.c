// SPDX-License-Identifier: GPL-2.0-or-later
#include "memory/area.h"
#include <stddef.h>

struct area *area_add(struct space *space, uint32_t start, uint32_t size)
{
	struct area *a = space->area + space->count++;

	*a = (struct area){ .start = start, .size = size };
	return a;
}

const struct area *area_conflict(const struct space *space, uint32_t start, uint32_t size)
{
	const struct area *a = space->area;

	for (uint32_t n = space->count; n; n--, a++)
		if (start < a->start + a->size && a->start < start + size)
			return a;
	return NULL;
}

bool area_is_usable(const struct space *space, const struct area *area, uint32_t live_end,
		    struct conflict *conflict)
{
	if (!memmap_is_ram(&space->map, area->start, area->size, conflict))
		return false;
	conflict->start = area->start;
	conflict->last = live_end - 1;
	conflict->what = "in use";
	return area->start >= live_end;
}

/* Fit `size` bytes into [lo, end), which is usable. 0 if they do not fit. */
static uint32_t fit(const struct space *space, const struct slot *slot, uint32_t size, uint32_t lo,
		    uint32_t end)
{
	for (;;) {
		uint32_t at = (slot->highest ? end - size : lo + slot->align - 1) & -slot->align;
		const struct area *a = area_conflict(space, at, size);

		if (end < size || at < lo || at > end - size)
			return 0;
		if (!a)
			return at;
		if (slot->highest)
			end = a->start;
		else
			lo = a->start + a->size;
	}
}

/*
 * The part of a RAM entry that is usable and in the slot, or as much of it as can be below 4 GiB.
 */
static uint32_t fit_entry(const struct space *space, const struct slot *slot, uint32_t size,
			  const struct hvm_memmap_table_entry *e)
{
	uint32_t lo = e->addr, end = lo + (uint32_t)e->size;

	if (e->type != XEN_HVM_MEMMAP_TYPE_RAM || e->addr >> 32)
		return 0;
	if (e->size >> 32 || end < lo || end > slot->end)
		end = slot->end;
	if (lo < slot->min)
		lo = slot->min;
	if (lo < ROM_LIVE_END)
		lo = ROM_LIVE_END;
	return fit(space, slot, size, lo, end);
}

uint32_t area_find(const struct space *space, const struct slot *slot, uint32_t size)
{
	uint32_t best = 0;

	if (!size)
		size = 1;
	for (uint32_t i = 0; i < space->map.count && (!best || slot->highest); i++) {
		uint32_t at = fit_entry(space, slot, size, space->map.entry + i);

		if (at)
			best = at;
	}
	return best;
}
