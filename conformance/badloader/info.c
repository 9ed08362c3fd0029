/* SPDX-License-Identifier: GPL-2.0-or-later */
/* start_info, the command line, and where things lie, wrong in one thing each. */
#include "../guest/mem.h"
#include "../guest/port.h"
#include "bad.h"

#define GIB_1 0x40000000
#define EBDA 0x9fe00 /* RAM, which the map calls reserved */
#define VGA 0xa0000 /* nothing below may be read beyond this */
#define SHADOW 0xd0000 /* i440FX: written in PAM mode 3, protected in mode 1 */
#define PAM_OF_SHADOW 0x5c
#define PAM_READ_WRITE 0x33
#define PAM_READ 0x11
#define PCI_ADDRESS 0xcf8
#define PCI_DATA 0xcfc

static void set_pam(uint8_t mode)
{
	uint32_t address = 0x80000000 | (PAM_OF_SHADOW & ~3);

	__asm__ volatile("outl %0, %1" : : "a"(address), "Nd"((uint16_t)PCI_ADDRESS));
	port_out(PCI_DATA + PAM_OF_SHADOW % 4, mode);
}

static void below_1g(struct handed *h)
{
	copy(at(GIB_1), h->map, h->info->memmap_entries * sizeof(*h->map));
	h->info->memmap = GIB_1;
}

static void above_64k(struct handed *h)
{
	copy(at(0x8000), h->modules, 2 * sizeof(*h->modules));
	h->info->modlist = 0x8000;
}

/* One RAM entry from 0 to the end of low RAM, so that the map calls the shadow RAM as well. */
static void cover_the_hole(struct handed *h)
{
	uint32_t i = 0;

	while (h->map[i].type != 1 || h->map[i].address != 0x100000)
		i++;
	h->map[0] = (struct memmap_entry){ 0, h->map[i].address + h->map[i].size, 1, 0 };
	copy(h->map + 1, h->map + i + 1, (h->info->memmap_entries - i - 1) * sizeof(*h->map));
	h->info->memmap_entries -= i;
}

static void writable(struct handed *h)
{
	cover_the_hole(h);
	set_pam(PAM_READ_WRITE);
	copy(at(SHADOW), h->info, sizeof(*h->info));
	set_pam(PAM_READ);
	h->machine.info = SHADOW;
}

static void in_ram(struct handed *h)
{
	copy(at(EBDA), at(PLACE_TEXT1), PLACE_TEXT1 - PLACE_TEXT0);
	h->modules[1].cmdline = EBDA;
}

static void cmdline(struct handed *h)
{
	fill(at(VGA - 16), 'x', 16);
	h->info->cmdline = VGA - 16;
}

static void cmdline_told(struct handed *h)
{
	char *end = h->cmdline;

	while (*end)
		end++;
	end[-1] = 0;
}

SPOIL(magic, h->info->magic ^= 1)
SPOIL(version, h->info->version = 0)
SPOIL(flags, h->info->flags = 0x80000000)
SPOIL(reserved, h->info->reserved = 1)
SPOIL(below_4g, h->info->rsdp |= 1ull << 32)
SPOIL(disjoint, h->modules[1].cmdline = h->modules[0].cmdline + 8)
SPOIL(ebx, h->machine.info = 0xfffffff0)
SPOIL(wild, h->info->memmap = 0xfee00000; h->info->modlist = 0xfec00000; h->info->cmdline = ~0ull;
      h->info->rsdp = 0xffffffff; h->info->nr_modules = ~0u; h->info->memmap_entries = ~0u)

const struct defect info_defects[] = {
	{ "MAGIC", magic },
	{ "VERSION", version },
	{ "FLAGS", flags },
	{ "RESERVED", reserved },
	{ "BELOW_4G", below_4g },
	{ "BELOW_1G", below_1g },
	{ "ABOVE_64K", above_64k },
	{ "WRITABLE", writable },
	{ "IN_RAM", in_ram },
	{ "DISJOINT", disjoint },
	{ "CMDLINE", cmdline },
	{ "CMDLINE_TOLD", cmdline_told },
	{ "ebx", ebx },
	{ "wild", wild },
	{ 0 },
};
