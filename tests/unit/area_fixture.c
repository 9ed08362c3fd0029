// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "area_fixture.h"

struct space ram;

int area_setup(void **state)
{
	static const struct memmap map = {
		.count = 6,
		.entry = {
			{ 0, 0x9fc00, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x9fc00, 0x60400, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
			{ 0x100000, 0xf00000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x2000000, 0x1000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0xfff00000, 0x100000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x100000000, 0x40000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
		},
	};

	(void)state;
	memset(&ram, 0, sizeof(ram));
	ram.map = map;
	return 0;
}
