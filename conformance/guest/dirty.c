/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dirty=1: the guest is a bad predecessor to itself. On its first boot it fills
 * all RAM that it can reach and resets the machine; the report is the second
 * boot's. Loaders that take fresh memory for zero are found out by this.
 */
#include "dirty.h"
#include "guest.h"
#include "mem.h"
#include "memmap.h"
#include "words.h"

#define DIRT 0xa5
#define MARK 0x1800000 /* RAM in which neither firmware nor kernel has any business */
#define MARK_VALUE 0x0d1e7b0d
#define ABOVE_BDA 0x500
#define TOP 0xc0000000

extern const uint8_t near_end[];

static void soil(uint32_t from, uint32_t to)
{
	const uint32_t own = GUEST_BASE, own_end = (uint32_t)(uintptr_t)near_end;

	if (from < own_end && to > own) {
		if (from < own)
			soil(from, own);
		if (to > own_end)
			soil(own_end, to);
		return;
	}
	fill(at(from), DIRT, to - from);
}

static void soil_entry(const struct memmap_entry *e)
{
	uint64_t end = e->address + e->size;

	if (e->address < TOP)
		soil(e->address < ABOVE_BDA ? ABOVE_BDA : (uint32_t)e->address,
		     end < TOP ? (uint32_t)end : TOP);
}

static _Noreturn void reset(void)
{
	static const uint16_t no_idt[3];

	__asm__ volatile("lidt %0; int3" : : "m"(no_idt));
	halt();
}

void dirty_first(void)
{
	if (told_count("dirty") != 1 || !memmap_has_ram(MARK, 4))
		return;
	if (get32(at(MARK)) == MARK_VALUE) {
		put32(at(MARK), 0);
		return;
	}
	for (uint32_t i = 0; i < memmap_count; i++)
		if (memmap[i].type == TYPE_RAM)
			soil_entry(&memmap[i]);
	put32(at(MARK), MARK_VALUE);
	reset();
}
