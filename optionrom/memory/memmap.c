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

/* From a position to `end`, the next address where the type may change. */
struct stretch {
	uint64_t end;
	uint32_t type; /* the highest of the entries that cover it; 0: none does */
};

static struct stretch stretch_at(const struct hvm_memmap_table_entry *e, uint32_t count,
				 uint64_t pos)
{
	uint64_t next = ~0ULL;
	uint32_t type = 0;

	for (; count; count--, e++) {
		uint64_t edge = e->addr;

		if (edge <= pos) {
			edge = end_of(e);
			if (edge <= pos)
				continue;
			if (type < abi_type(e->type))
				type = abi_type(e->type);
		}
		if (next > edge)
			next = edge;
	}
	return (struct stretch){ next, type };
}

/* Append an entry from `start` on, its size still to come. */
static struct hvm_memmap_table_entry *append(struct memmap *map, uint64_t start, uint32_t type)
{
	struct hvm_memmap_table_entry *e = map->entry + map->count++;

	if (map->count > MEMMAP_MAX)
		refuse(TOO_MANY_MAP_ENTRIES);
	e->addr = start;
	e->type = type;
	e->reserved = 0;
	return e;
}

void memmap_build(struct memmap *map, const struct hvm_memmap_table_entry *raw, uint32_t count)
{
	struct hvm_memmap_table_entry *e = NULL;
	struct stretch stretch;

	for (uint64_t pos = 0; pos != ~0ULL; pos = stretch.end) {
		stretch = stretch_at(raw, count, pos);
		if (e && e->type != stretch.type)
			e = NULL;
		if (!e && stretch.type)
			e = append(map, pos, stretch.type);
		if (e)
			e->size = stretch.end - e->addr;
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
	uint64_t end = (uint64_t)start + size;
	struct stretch stretch;

	for (uint64_t pos = start; pos < end; pos = stretch.end) {
		stretch = stretch_at(map->entry, map->count, pos);
		if (stretch.type == XEN_HVM_MEMMAP_TYPE_RAM)
			continue;
		conflict->start = pos;
		conflict->last = (stretch.end < end ? stretch.end : end) - 1;
		conflict->what = type_names[stretch.type];
		return false;
	}
	return true;
}
