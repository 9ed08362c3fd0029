// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan/commit.h"
#include "fw_cfg/fw_cfg.h"
#include "machine/mem.h"
#include "machine/phys.h"

/* A file may end with a NUL, a newline or both, or with neither. */
static void end_text(const struct area *area)
{
	char *s = phys(area->start);
	uint32_t end = area->filled;

	while (end && !s[end - 1])
		end--;
	if (end && s[end - 1] == '\n')
		s[end - 1] = '\0';
}

static void load_area(const struct area *area)
{
	fw_cfg_read(area->key, area->offset, phys(area->start), area->filled);
	if (area->size > area->filled)
		fw_cfg_clear(phys(area->start + area->filled), area->size - area->filled);
	if (area->is_text)
		end_text(area);
}

void plan_commit(const struct plan *plan)
{
	const struct space *space = &plan->space;

	for (uint32_t i = 0; i < space->count; i++)
		if (space->area[i].key)
			load_area(space->area + i);
	memcpy(phys(plan->tables_paddr), &plan->tables, sizeof(plan->tables));
	memcpy(phys(plan->tables_paddr + sizeof(plan->tables)), space->map.entry,
	       plan_tables_size(plan) - sizeof(plan->tables));
}
