// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan/place.h"
#include <stddef.h>
#include "layout.h"
#include "messages/errors.h"

struct area *place_low(struct space *space, uint32_t size)
{
	static const struct slot low = { TABLES_BASE, LOW_MEMORY_END, 16, false };
	static const struct slot high = { HIGH_MEMORY_BASE, TABLES_HIGH_END, 16, true };
	uint32_t at = area_find(space, &low, size);

	if (!at)
		at = area_find(space, &high, size);
	return at ? area_add(space, at, size) : NULL;
}

uint32_t place_text(struct space *space, struct fw_item item)
{
	struct area *area;

	if (!item.key)
		return 0;
	area = item.size + 1 ? place_low(space, item.size + 1) : NULL;
	if (!area)
		refuse(NO_ROOM, "command line", item.size + 1);
	area->filled = item.size;
	area->key = item.key;
	area->is_text = true;
	return area->start;
}
