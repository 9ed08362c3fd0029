/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mem.h"
#include "memmap.h"

#define BDA 0x400
#define VGA 0xa0000
#define ROMS 0xc0000
#define MIB 0x100000
#define DEVICES 0xfec00000 /* I/O APIC, HPET, local APIC */

static int is_low(uint32_t first, uint32_t last)
{
	return last < MIB && (last < VGA || first >= ROMS);
}

int is_readable(uint64_t address, uint64_t size)
{
	uint64_t last = address + size - 1;

	if (!address || !size || size > DEVICES || address >> 32 || last >= DEVICES)
		return 0;
	if (is_low((uint32_t)address, (uint32_t)last))
		return 1;
	if (address < MIB)
		return 0;
	return !memmap_is_there() || (memmap_names(address) && memmap_names(last));
}
