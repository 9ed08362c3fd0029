// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/directory.h"
#include "machine/mem.h"

/* clang-format off */
static const char *const names[FW_NAME_COUNT] = {
	[FW_KERNEL] = "opt/pvh/kernel",
	[FW_CMDLINE] = "opt/pvh/cmdline",
	[FW_EARLY] = "opt/pvh/early",
	[FW_TRACE] = "opt/pvh/trace",
	[FW_BOOTORDER] = "bootorder",
	[FW_SERCON] = "etc/sercon-port",
	[FW_TPM] = "etc/tpm/log",
};
/* clang-format on */

const char *skip_prefix(const char *s, const char *prefix)
{
	for (; *prefix; s++, prefix++)
		if (*s != *prefix)
			return NULL;
	return s;
}

static bool is_same(const char *s, const char *name)
{
	const char *rest = skip_prefix(s, name);

	return rest && !*rest;
}

static void note_named(struct fw_dir *dir, const char *name, struct fw_item item)
{
	for (uint32_t i = 0; i < FW_NAME_COUNT; i++)
		if (is_same(name, names[i]))
			dir->file[i] = item;
}

/* The number of opt/pvh/initrd (0) or opt/pvh/moduleN (1 and up), with *name moved behind it; -1 if it is neither. */
static int module_number(const char **name)
{
	const char *s = skip_prefix(*name, "opt/pvh/initrd");
	int n = 0;

	if (!s) {
		s = skip_prefix(*name, "opt/pvh/module");
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
	bool is_cmdline = is_same(name, ".cmdline");

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

static void note_entry(struct fw_dir *dir, const struct fw_dir_entry *e, uint32_t rom_size)
{
	struct fw_item item = { __builtin_bswap16(e->select), __builtin_bswap32(e->size) };

	note_named(dir, e->name, item);
	note_module(dir, e->name, item);
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
