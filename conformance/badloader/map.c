/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memory map, wrong in one thing each. */
#include "../guest/layout.h"
#include "../guest/mem.h"
#include "bad.h"

#define RAM 1
#define RESERVED 2
#define FAR_AWAY 0x200000000000ull /* free of anything, and above all entries of QEMU's pc */
#define BIOS 0xfffc0000
#define PAGE 4096

struct memmap_entry *append(struct handed *h, uint64_t address, uint64_t size, uint32_t type)
{
	struct memmap_entry *e = &h->map[h->info->memmap_entries++];

	*e = (struct memmap_entry){ address, size, type, 0 };
	return e;
}

static void count(struct handed *h)
{
	for (uint64_t a = FAR_AWAY; h->info->memmap_entries < 128; a += 2 * PAGE)
		append(h, a, PAGE, RESERVED);
}

/* Cuts a reserved piece out of the RAM that holds the guest's second segment. */
static void kernel(struct handed *h)
{
	struct memmap_entry *e = h->map;
	uint64_t end;

	while (e->type != RAM || e->address > GUEST_FAR || e->address + e->size < GUEST_FAR)
		e++;
	end = e->address + e->size;
	for (struct memmap_entry *m = h->map + h->info->memmap_entries; --m > e;)
		m[2] = *m;
	h->info->memmap_entries += 2;
	e[0].size = GUEST_FAR - e->address;
	e[1] = (struct memmap_entry){ GUEST_FAR, PAGE, RESERVED, 0 };
	e[2] = (struct memmap_entry){ GUEST_FAR + PAGE, end - GUEST_FAR - PAGE, RAM, 0 };
}

static void untrue(struct handed *h)
{
	struct memmap_entry *e = h->map;

	while (e->address != BIOS)
		e++;
	e->type = RAM;
}

SPOIL(there, h->info->memmap_entries = 0)
SPOIL(types, append(h, FAR_AWAY, PAGE, 8))
SPOIL(type_0, append(h, FAR_AWAY, PAGE, 0))
SPOIL(reserved, append(h, FAR_AWAY, PAGE, RESERVED)->reserved = 1)
SPOIL(sizes, append(h, FAR_AWAY, 0, RESERVED))
SPOIL(beyond, append(h, ~0ull - PAGE, 2 * PAGE, RESERVED))
SPOIL(sorted, append(h, FAR_AWAY + PAGE, PAGE, RESERVED); append(h, FAR_AWAY, PAGE, RESERVED))
SPOIL(overlap, append(h, FAR_AWAY, 2 * PAGE, RESERVED); append(h, FAR_AWAY + PAGE, PAGE, RESERVED))

const struct defect map_defects[] = {
	{ "MAP_THERE", there },       { "MAP_COUNT", count },    { "MAP_TYPES", types },
	{ "MAP_RESERVED", reserved }, { "MAP_SIZES", sizes },    { "MAP_SORTED", sorted },
	{ "MAP_OVERLAP", overlap },   { "MAP_KERNEL", kernel },  { "MAP_TRUE", untrue },
	{ "type-0", type_0 },         { "beyond-2-64", beyond }, { 0 },
};
