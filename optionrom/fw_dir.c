// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_dir.h"
#include "compiler.h"
#include "mem.h"

/* In the order of enum fw_name: what is under opt/pvh/, then the others. Each list ends with an empty name. */
static const char our_names[] = "kernel\0cmdline\0early\0trace\0";
static const char other_names[] = "bootorder\0etc/sercon-port\0etc/tpm/log\0";

const char *skip_prefix(const char *s, const char *prefix)
{
	for (; *prefix; s++, prefix++)
		if (*s != *prefix)
			return NULL;
	return s;
}

/* `ours` is what follows opt/pvh/ in `name`, or NULL. */
static void note_named(struct fw_dir *dir, const char *name, const char *ours, struct fw_item item)
{
	const char *list = ours ? our_names : other_names;
	struct fw_item *file = dir->file + (ours ? 0 : FW_OURS_COUNT);

	for (; *list; file++) {
		const char *rest = skip_prefix(ours ? ours : name, list);

		if (rest && !*rest)
			*file = item;
		while (*list++)
			;
	}
}

/* The number of "initrd" (0) or "moduleN" (1 and up), with *name moved behind it; -1 if it is neither. */
static int module_number(const char **name)
{
	const char *s = skip_prefix(*name, "initrd");
	int n = 0;

	if (!s) {
		s = skip_prefix(*name, "module");
		if (!s || *s < '1' || *s > '9')
			return -1;
		for (; *s >= '0' && *s <= '9'; s++)
			n = n < 100000000 ? n * 10 + *s - '0' : n;
	}
	*name = s;
	return n;
}

static void note_module(struct fw_dir *dir, const char *name, struct fw_item item)
{
	int n = module_number(&name);
	const char *rest = skip_prefix(name, ".cmdline");
	bool is_cmdline = rest && !*rest;

	if (n < 0 || (*name && !is_cmdline))
		return;
	if (dir->module_last < (uint32_t)n)
		dir->module_last = n;
	if (n >= MODULE_MAX)
		return;
	if (is_cmdline)
		dir->module[n].cmdline = item;
	else
		dir->module[n].data = item;
}

static OUT_OF_LINE void note_entry(struct fw_dir *dir, const struct fw_dir_entry *e, uint32_t rom_size)
{
	struct fw_item item = { __builtin_bswap16(e->select), __builtin_bswap32(e->size) };
	const char *ours = skip_prefix(e->name, "opt/pvh/");

	note_named(dir, e->name, ours, item);
	if (ours)
		note_module(dir, ours, item);
	if (skip_prefix(e->name, "genroms/multiboot"))
		dir->is_multiboot = true;
	if (item.size != rom_size)
		return;
	if (skip_prefix(e->name, "genroms/"))
		memcpy(dir->rom_name, e->name, FW_NAME_SIZE);
	if (skip_prefix(e->name, "vgaroms/"))
		dir->in_vgaroms = true;
}

bool fw_dir_read(struct fw_dir *dir, struct fw_dir_window *window, uint32_t rom_size)
{
	uint16_t count; /* there are fewer keys than that */

	fw_cfg_read(FW_CFG_FILE_DIR, 0, window, sizeof(*window));
	if (!fw_cfg_is_there())
		return false;
	count = __builtin_bswap32(window->count);
	for (uint32_t i = 0; i < count; i++) {
		struct fw_dir_entry *e = window->entry + i % FW_DIR_CHUNK;

		if (i && e == window->entry)
			fw_cfg_read(FW_CFG_FILE_DIR, 4 + i * sizeof(*e), e, sizeof(window->entry));
		e->name[FW_NAME_SIZE - 1] = '\0';
		note_entry(dir, e, rom_size);
	}
	return true;
}
