// SPDX-License-Identifier: GPL-2.0-or-later
#include "memory/memmap.h"
#include <stddef.h>
#include "layout.h"
#include "messages/errors.h"

/* Types that the ABI does not know are for nobody to use. */
static uint32_t abi_type(uint32_t type)
{
	return type >= XEN_HVM_MEMMAP_TYPE_RAM && type <= XEN_HVM_MEMMAP_TYPE_PMEM
		       ? type
		       : XEN_HVM_MEMMAP_TYPE_RESERVED;
}

/* Where an entry ends; one that wraps reaches to the top. */
static uint64_t end_of(const struct hvm_memmap_table_entry *e)
{
	return e->size > ~e->addr ? ~0ULL : e->addr + e->size;
}

/* The highest type that covers `pos` (0: none), and in `next` the first address above `pos` where
 * that may change. */
static uint32_t type_at(const struct hvm_memmap_table_entry *e, uint32_t count, uint64_t pos,
			uint64_t *next)
{
	uint32_t type = 0;

	*next = ~0ULL;
	for (; count; count--, e++) {
		uint64_t edge = e->addr;

		if (edge <= pos) {
			edge = end_of(e);
			if (edge <= pos)
				continue;
			if (type < abi_type(e->type))
				type = abi_type(e->type);
		}
		if (*next > edge)
			*next = edge;
	}
	return type;
}

/* Append an entry from `start` on, its size still to come. */
static struct hvm_memmap_table_entry *append(struct memmap *map, uint64_t start, uint32_t type)
{
	struct hvm_memmap_table_entry *e = map->entry + map->count++;

	if (map->count > MEMMAP_MAX)
		refuse(MEMORY_MAP_TOO_LONG, MEMMAP_MAX);
	e->addr = start;
	e->type = type;
	return e;
}

void memmap_build(struct memmap *map, const struct hvm_memmap_table_entry *raw, uint32_t count)
{
	struct hvm_memmap_table_entry *e = NULL;
	uint64_t next;

	for (uint64_t pos = 0; pos != ~0ULL; pos = next) {
		uint32_t type = type_at(raw, count, pos, &next);

		if (e && e->type != type)
			e = NULL;
		if (!e && type)
			e = append(map, pos, type);
		if (e)
			e->size = next - e->addr;
	}
	if (!map->count)
		refuse(NO_MEMORY_MAP);
}

/* Of types that the ABI knows; 0 is memory that no entry describes. */
static const char *const type_names[] = {
	[0] = "absent",
	[XEN_HVM_MEMMAP_TYPE_RAM] = "RAM",
	[XEN_HVM_MEMMAP_TYPE_RESERVED] = "reserved",
	[XEN_HVM_MEMMAP_TYPE_ACPI] = "ACPI data",
	[XEN_HVM_MEMMAP_TYPE_NVS] = "ACPI NVS",
	[XEN_HVM_MEMMAP_TYPE_UNUSABLE] = "bad",
	[XEN_HVM_MEMMAP_TYPE_DISABLED] = "disabled",
	[XEN_HVM_MEMMAP_TYPE_PMEM] = "pmem",
};

bool memmap_is_ram(const struct memmap *map, uint32_t start, uint32_t size,
		   struct conflict *conflict)
{
	uint64_t end = (uint64_t)start + size, next;

	for (uint64_t pos = start; pos < end; pos = next) {
		uint32_t type = type_at(map->entry, map->count, pos, &next);

		if (type == XEN_HVM_MEMMAP_TYPE_RAM)
			continue;
		conflict->start = pos;
		conflict->last = (next < end ? next : end) - 1;
		conflict->what = type_names[type];
		return false;
	}
	return true;
}
