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

uint64_t memmap_no_ram(uint64_t address, uint64_t size)
{
	const struct memmap_entry *e;
	uint64_t held;

	while (size) {
		e = holder(address, 1);
		if (!e)
			return address;
		held = e->size - (address - e->address);
		if (held > size)
			held = size;
		address += held;
		size -= held;
	}
	return address;
}

int memmap_has_ram(uint64_t address, uint64_t size)
{
	return memmap_no_ram(address, size) == address + size;
}

const char *memmap_type(uint64_t address)
{
	static const char *const names[] = { "no type",  "RAM", "reserved", "ACPI data",
					     "ACPI NVS", "bad", "disabled", "pmem" };
	const struct memmap_entry *e = holder(address, 0);

	if (!e)
		return "nothing in the memory map";
	return e->type < sizeof(names) / sizeof(*names) ? names[e->type] : names[0];
}
