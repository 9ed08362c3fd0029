/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module list, wrong in one thing each. */
#include "../guest/mem.h"
#include "bad.h"

#define INTO_THE_EBDA 0x9e000 /* from 0x9fc00 on reserved in the map, and RAM */

static void move(struct handed *h, uint32_t to)
{
	copy(at(to), at(PLACE_MODULE1), MODULE_SIZE);
	h->modules[1].address = to;
}

SPOIL(list, h->info->modlist = 0)
SPOIL(none, h->info->nr_modules = 0)
SPOIL(count, h->info->nr_modules = 1)
SPOIL(reserved, h->modules[1].reserved = 1ull << 63)
SPOIL(aligned, move(h, PLACE_MODULE1 + 2 * MODULE_SIZE))
SPOIL(ram, move(h, INTO_THE_EBDA))
SPOIL(content, ++((uint8_t *)at(PLACE_MODULE1))[MODULE_SIZE - 1])
SPOIL(size, h->modules[1].size--)
SPOIL(strings, ++((uint8_t *)at(PLACE_TEXT1))[3])
SPOIL(no_string, h->modules[0].cmdline = 0)

const struct defect module_defects[] = {
	{ "MOD_LIST", list },
	{ "MOD_NONE", none },
	{ "MOD_COUNT", count },
	{ "MOD_RESERVED", reserved },
	{ "MOD_ALIGNED", aligned },
	{ "MOD_RAM", ram },
	{ "MOD_CONTENT", content },
	{ "MOD_STRINGS", strings },
	{ "module-size", size },
	{ "module-no-string", no_string },
	{ 0 },
};
