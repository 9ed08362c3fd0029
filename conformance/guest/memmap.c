/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "memmap.h"
#include <stddef.h>
#include "info.h"
#include "mem.h"

struct memmap_entry memmap[MEMMAP_MAX];
uint32_t memmap_count;

void load_memmap(void)
{
	uint32_t wanted = info.memmap_entries < MEMMAP_MAX ? info.memmap_entries : MEMMAP_MAX;

	if (!is_readable(info.memmap, wanted * sizeof(*memmap)))
		return;
	copy(memmap, at((uint32_t)info.memmap), wanted * sizeof(*memmap));
	memmap_count = wanted;
}

int memmap_is_there(void)
{
	return memmap_count != 0;
}

static const struct memmap_entry *holder(uint64_t address, int ram_only)
{
	for (uint32_t i = 0; i < memmap_count; i++)
		if (memmap[i].address <= address && address - memmap[i].address < memmap[i].size &&
		    (!ram_only || memmap[i].type == TYPE_RAM))
			return &memmap[i];
	return NULL;
}

int memmap_names(uint64_t address)
{
	return holder(address, 0) != NULL;
}

int memmap_has_ram(uint64_t address, uint64_t size)
{
	const struct memmap_entry *e;
	uint64_t held;

	while (size) {
		e = holder(address, 1);
		if (!e)
			return 0;
		held = e->size - (address - e->address);
		if (held >= size)
			return 1;
		address += held;
		size -= held;
	}
	return 1;
}
