/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "info.h"
#include "guest.h"
#include "mem.h"
#include "tap.h"

#define SIF_KNOWN 0xff0f /* privileged, initdomain, multiboot_mod, mod_start_pfn, PM mask */

struct start_info info;
struct module modules[MODULES_MAX];
uint32_t module_count;
const char *command_line = "";
static uint32_t magic;

int info_is_there(void)
{
	return info.magic == START_INFO_MAGIC;
}

void load_info(void)
{
	if (is_readable(state.start_info, sizeof(info)))
		magic = get32(at(state.start_info));
	if (magic != START_INFO_MAGIC)
		return;
	copy(&info, at(state.start_info), sizeof(info));
	if (info.version == 0)
		fill((uint8_t *)&info + START_INFO_SIZE_V0, 0, sizeof(info) - START_INFO_SIZE_V0);
}

void load_modules(void)
{
	uint32_t wanted = info.nr_modules < MODULES_MAX ? info.nr_modules : MODULES_MAX;

	if (is_readable(info.modlist, wanted * sizeof(struct module))) {
		copy(modules, at((uint32_t)info.modlist), wanted * sizeof(struct module));
		module_count = wanted;
	}
	if (info.cmdline && string_length(info.cmdline) >= 0)
		command_line = at((uint32_t)info.cmdline);
}

static void judge_fields(void)
{
	judge(C_VERSION, info.version >= 1, "version", (uint64_t)info.version, NULL);
	judge(C_FLAGS, !(info.flags & ~SIF_KNOWN), "flags", (uint64_t)info.flags, NULL);
	if (info.version == 0)
		skip(C_RESERVED, "version 0 has no such field");
	else
		judge(C_RESERVED, info.reserved == 0, "reserved", (uint64_t)info.reserved, NULL);
}

void check_start_info(void)
{
	judge(C_MAGIC, info_is_there(), "ebx", (uint64_t)state.start_info, "magic", (uint64_t)magic,
	      NULL);
	if (info_is_there())
		judge_fields();
	else
		for (enum clause c = C_VERSION; c <= C_RESERVED; c++)
			skip(c, "there is no start_info");
}
