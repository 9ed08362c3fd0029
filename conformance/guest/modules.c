/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
#include "guest.h"
#include "info.h"
#include "mem.h"
#include "memmap.h"
#include "tap.h"
#include "words.h"

#define PAGE 4096
#define NO_MODULES "there are no modules"

static int is_told(uint32_t index, struct told *what)
{
	char name[] = { 'm', 'o', 'd', 'u', 'l', 'e', '0', 0, 0 };

	name[6] = (char)('0' + index % 10);
	if (index >= 10) {
		name[6] = (char)('0' + index / 10);
		name[7] = (char)('0' + index % 10);
	}
	return told(name, what);
}

static uint32_t crc_of(uint32_t i)
{
	const struct module *m = &modules[i];

	return is_readable(m->address, m->size) ? crc32(at((uint32_t)m->address), (uint32_t)m->size)
						: 0;
}

static int is_content_good(uint32_t i)
{
	struct told what;

	return !is_told(i, &what) || (modules[i].size == what.size && crc_of(i) == what.crc);
}

static int is_string_good(uint32_t i)
{
	struct told what = { 0 };
	int32_t length = string_length(modules[i].cmdline);
	int must = is_told(i, &what) && what.has_text;

	if (!modules[i].cmdline)
		return !must;
	return length >= 0 && (!must || crc32(at((uint32_t)modules[i].cmdline), (uint32_t)length) ==
						what.text_crc);
}

static int is_good(uint32_t i, enum clause clause)
{
	const struct module *m = &modules[i];

	switch (clause) {
	case C_MOD_RESERVED:
		return m->reserved == 0;
	case C_MOD_ALIGNED:
		return m->address % PAGE == 0;
	case C_MOD_RAM:
		return memmap_has_ram(m->address, m->size);
	case C_MOD_STRINGS:
		return is_string_good(i);
	default:
		return 1;
	}
}

static void judge_content(void)
{
	struct told what = { 0 };
	uint32_t i = 0;

	while (i < module_count && is_content_good(i))
		i++;
	if (i == module_count) {
		judge(C_MOD_CONTENT, 1, NULL);
		return;
	}
	is_told(i, &what);
	judge(C_MOD_CONTENT, 0, "module", (uint64_t)i, "paddr", modules[i].address, "size",
	      modules[i].size, "crc", (uint64_t)crc_of(i), "told_size", (uint64_t)what.size,
	      "told_crc", (uint64_t)what.crc, NULL);
}

static void judge_modules(enum clause clause)
{
	uint32_t i = 0;
	uint64_t no_ram;
	const struct module *m;

	while (i < module_count && is_good(i, clause))
		i++;
	m = &modules[i % MODULES_MAX];
	no_ram = memmap_no_ram(m->address, m->size);
	if (clause == C_MOD_RAM)
		judge(clause, i == module_count, "module", (uint64_t)i, "paddr", m->address, "size",
		      m->size, "no_ram_at", no_ram, WORD "but",
		      (uint64_t)(uintptr_t)memmap_type(no_ram), NULL);
	else
		judge(clause, i == module_count, "module", (uint64_t)i, "paddr", m->address, "size",
		      m->size, "cmdline_paddr", m->cmdline, "reserved", m->reserved, NULL);
}

static void check_list(void)
{
	int32_t count = told_count("modules");

	judge(C_MOD_LIST, !info.nr_modules || module_count, "nr_modules", (uint64_t)info.nr_modules,
	      "modlist_paddr", info.modlist, NULL);
	if (info.nr_modules)
		skip(C_MOD_NONE, "there are modules");
	else
		judge(C_MOD_NONE, info.modlist == 0, "modlist_paddr", info.modlist, NULL);
	if (count < 0)
		skip(C_MOD_COUNT, "not told");
	else
		judge(C_MOD_COUNT, info.nr_modules == (uint32_t)count, "nr_modules",
		      (uint64_t)info.nr_modules, "told", (uint64_t)count, NULL);
}

void check_modules(void)
{
	struct told what;

	if (!info_is_there()) {
		for (enum clause c = C_MOD_LIST; c <= C_MOD_STRINGS; c++)
			skip(c, "there is no start_info");
		return;
	}
	check_list();
	for (enum clause c = C_MOD_RESERVED; c <= C_MOD_STRINGS; c++)
		if (!module_count)
			skip(c, NO_MODULES);
		else if (c == C_MOD_RAM && !memmap_is_there())
			skip(c, "there is no memory map that could be read");
		else if (c == C_MOD_CONTENT && !is_told(0, &what))
			skip(c, "not told");
		else if (c == C_MOD_CONTENT)
			judge_content();
		else
			judge_modules(c);
}
