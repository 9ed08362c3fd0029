/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clauses about the memory map. */
#include <stddef.h>
#include "guest.h"
#include "info.h"
#include "mem.h"
#include "memmap.h"
#include "tap.h"

#define TYPE_LAST 7 /* XEN_HVM_MEMMAP_TYPE_PMEM */
#define LINUX_MAX_ENTRIES 127
#define NO_MAP "there is no memory map that could be read"

extern const uint8_t near_end[], far_end[];

static int is_good(uint32_t i, enum clause clause)
{
	const struct memmap_entry *e = &memmap[i];

	switch (clause) {
	case C_MAP_TYPES:
		return e->type >= TYPE_RAM && e->type <= TYPE_LAST;
	case C_MAP_RESERVED:
		return e->reserved == 0;
	case C_MAP_SIZES:
		return e->size != 0 && e->size - 1 <= UINT64_MAX - e->address;
	case C_MAP_SORTED:
		return i == 0 || memmap[i - 1].address <= e->address;
	default:
		return 1;
	}
}

static void judge_entries(enum clause clause)
{
	uint32_t i = 0;

	while (i < memmap_count && is_good(i, clause))
		i++;
	judge(clause, i == memmap_count, "entry", (uint64_t)i, "addr",
	      memmap[i % MEMMAP_MAX].address, "size", memmap[i % MEMMAP_MAX].size, "type",
	      (uint64_t)memmap[i % MEMMAP_MAX].type, "reserved",
	      (uint64_t)memmap[i % MEMMAP_MAX].reserved, NULL);
}

static int overlap(const struct memmap_entry *a, const struct memmap_entry *b)
{
	return a->size && b->size && a->address <= b->address + (b->size - 1) &&
	       b->address <= a->address + (a->size - 1);
}

static void judge_overlap(void)
{
	for (uint32_t i = 1; i < memmap_count; i++)
		for (uint32_t j = 0; j < i; j++)
			if (overlap(&memmap[i], &memmap[j])) {
				judge(C_MAP_OVERLAP, 0, "entry", (uint64_t)j, "and", (uint64_t)i,
				      "addr", memmap[j].address, "and_addr", memmap[i].address,
				      NULL);
				return;
			}
	judge(C_MAP_OVERLAP, 1, NULL);
}

static void judge_kernel(void)
{
	uint32_t near = (uint32_t)(uintptr_t)near_end - GUEST_BASE;
	uint32_t far = (uint32_t)(uintptr_t)far_end - GUEST_FAR;

	uint64_t no_ram = memmap_no_ram(GUEST_BASE, near);

	if (no_ram == GUEST_BASE + near)
		no_ram = memmap_no_ram(GUEST_FAR, far);
	judge(C_MAP_KERNEL, no_ram == GUEST_FAR + far, "from", (uint64_t)GUEST_BASE, "bytes",
	      (uint64_t)near, "and_from", (uint64_t)GUEST_FAR, "and_bytes", (uint64_t)far,
	      "no_ram_at", no_ram, WORD "but", (uint64_t)(uintptr_t)memmap_type(no_ram), NULL);
}

/* The first and the last word; nothing above 4 GiB can be reached. */
static uint64_t false_ram(const struct memmap_entry *e)
{
	uint64_t first = (e->address + 3) & ~3ull, last = (e->address + e->size - 4) & ~3ull;

	if (e->type != TYPE_RAM || e->size < 8 || e->size > UINT64_MAX - e->address)
		return 0;
	if (last >> 32)
		last = first;
	if (first >> 32)
		return 0;
	if (!is_ram((uint32_t)first))
		return first;
	return is_ram((uint32_t)last) ? 0 : last;
}

static void judge_ram(void)
{
	uint64_t wrong = 0;

	for (uint32_t i = 0; i < memmap_count && !wrong; i++)
		wrong = false_ram(&memmap[i]);
	judge(C_MAP_TRUE, !wrong, "no_ram_at", wrong, NULL);
}

void check_memmap(void)
{
	if (!info_is_there()) {
		for (enum clause c = C_MAP_THERE; c <= C_MAP_TRUE; c++)
			skip(c, "there is no start_info");
		return;
	}
	if (info.version == 0)
		skip(C_MAP_THERE, "start_info version 0 has none");
	else
		judge(C_MAP_THERE, memmap_count, "memmap_paddr", info.memmap, "memmap_entries",
		      (uint64_t)info.memmap_entries, NULL);
	if (!memmap_count) {
		for (enum clause c = C_MAP_COUNT; c <= C_MAP_TRUE; c++)
			skip(c, NO_MAP);
		return;
	}
	judge(C_MAP_COUNT, info.memmap_entries <= LINUX_MAX_ENTRIES, "memmap_entries",
	      (uint64_t)info.memmap_entries, NULL);
	for (enum clause c = C_MAP_TYPES; c <= C_MAP_SORTED; c++)
		judge_entries(c);
	judge_overlap();
	judge_kernel();
	judge_ram();
}
