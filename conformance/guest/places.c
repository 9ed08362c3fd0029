/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where start_info and all that hangs on it lie. */
#include "guest.h"
#include "info.h"
#include "mem.h"
#include "memmap.h"
#include "tap.h"

#define GIB_1 0x40000000
#define LOWEST 0x10000
#define PLACES_MAX (8 + 2 * MODULES_MAX)

extern const uint8_t near_end[], far_end[];

enum kind { KERNEL, TABLE, STRING, MODULE };

static struct place {
	enum kind kind;
	const char *what;
	uint64_t start, size;
} places[PLACES_MAX + 1]; /* the last stays empty */
static uint32_t count;

static void add(enum kind kind, const char *what, uint64_t start, uint64_t size)
{
	if (start && size)
		places[count++] = (struct place){ kind, what, start, size };
}

static void add_string(const char *what, uint64_t address)
{
	int32_t length = string_length(address);

	if (address && length >= 0)
		add(STRING, what, address, (uint32_t)length + 1);
}

static void collect(void)
{
	add(KERNEL, "kernel", GUEST_BASE, (uint32_t)(uintptr_t)near_end - GUEST_BASE);
	add(KERNEL, "kernel", GUEST_FAR, (uint32_t)(uintptr_t)far_end - GUEST_FAR);
	add(TABLE, "start_info", state.start_info,
	    info.version ? sizeof(info) : START_INFO_SIZE_V0);
	add(TABLE, "memory map", info.memmap, 24ull * info.memmap_entries);
	add(TABLE, "module list", info.modlist, (uint64_t)sizeof(struct module) * info.nr_modules);
	add_string("command line", info.cmdline);
	for (uint32_t i = 0; i < module_count; i++) {
		add(MODULE, "module", modules[i].address, modules[i].size);
		add_string("module's command line", modules[i].cmdline);
	}
}

static uint64_t text(const char *of)
{
	return (uintptr_t)of;
}

/*
 * The first place that is not good, and what the memory map says of its first byte that is no RAM.
 */
static void judge_each(enum clause clause, int (*is_good)(const struct place *))
{
	const struct place *p = places;
	uint64_t no_ram;

	while (p < &places[count] && (p->kind == KERNEL || is_good(p)))
		p++;
	no_ram = memmap_no_ram(p->start, p->size);
	if (clause == C_IN_RAM)
		judge(clause, p == &places[count], WORD "what", text(p->what), "addr", p->start,
		      "size", p->size, "no_ram_at", no_ram, WORD "but", text(memmap_type(no_ram)),
		      NULL);
	else
		judge(clause, p == &places[count], WORD "what", text(p->what), "addr", p->start,
		      "size", p->size, NULL);
}

static int is_below_1g(const struct place *p)
{
	return p->kind != TABLE || p->start + p->size <= GIB_1;
}

static int is_above_64k(const struct place *p)
{
	return p->start >= LOWEST;
}

static int is_in_ram(const struct place *p)
{
	return p->kind == MODULE || memmap_has_ram(p->start, p->size);
}

static void judge_4g(void)
{
	uint64_t high = info.modlist | info.cmdline | info.rsdp | info.memmap;

	for (uint32_t i = 0; i < module_count; i++)
		high |= modules[i].address | modules[i].size | modules[i].cmdline |
			(modules[i].address + modules[i].size);
	judge(C_BELOW_4G, high >> 32 == 0, "modlist_paddr", info.modlist, "cmdline_paddr",
	      info.cmdline, "rsdp_paddr", info.rsdp, "memmap_paddr", info.memmap, NULL);
}

static int meet(const struct place *a, const struct place *b)
{
	return a->start < b->start + b->size && b->start < a->start + a->size;
}

static void judge_disjoint(void)
{
	for (uint32_t i = 1; i < count; i++)
		for (uint32_t j = 0; j < i; j++)
			if (meet(&places[i], &places[j])) {
				judge(C_DISJOINT, 0, WORD "what", text(places[j].what), "addr",
				      places[j].start, "size", places[j].size, WORD "and",
				      text(places[i].what), "and_addr", places[i].start, "and_size",
				      places[i].size, NULL);
				return;
			}
	judge(C_DISJOINT, 1, NULL);
}

void check_places(void)
{
	if (!info_is_there()) {
		for (enum clause c = C_BELOW_4G; c <= C_DISJOINT; c++)
			skip(c, "there is no start_info");
		return;
	}
	collect();
	judge_4g();
	judge_each(C_BELOW_1G, is_below_1g);
	judge_each(C_ABOVE_64K, is_above_64k);
	judge(C_WRITABLE, is_ram(state.start_info), "addr", (uint64_t)state.start_info, NULL);
	if (memmap_is_there())
		judge_each(C_IN_RAM, is_in_ram);
	else
		skip(C_IN_RAM, "there is no memory map that could be read");
	judge_disjoint();
}
