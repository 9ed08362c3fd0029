// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/directory.h"
#include "machine/image.h"
#include "messages/errors.h"

/* clang-format off */
static const char *const names[FW_NAME_COUNT] = {
	[FW_KERNEL] = "opt/pvh/kernel",
	[FW_CMDLINE] = "opt/pvh/cmdline",
	[FW_EARLY] = "opt/pvh/early",
	[FW_TRACE] = "opt/pvh/trace",
	[FW_BOOTORDER] = "bootorder",
	[FW_SERCON] = "etc/sercon-port",
	[FW_TPM] = "etc/tpm/log",
	[FW_ACPI] = "etc/acpi/tables",
	[FW_THREADS] = "etc/threads",
	[FW_MULTIBOOT] = "genroms/multiboot.bin",
	[FW_MULTIBOOT_DMA] = "genroms/multiboot_dma.bin",
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

/* Whether it is one of the names above, from `first` on. */
static bool note_named(struct fw_dir *dir, enum fw_name first, const char *name,
		       struct fw_item item)
{
	for (uint32_t i = first; i < FW_NAME_COUNT; i++)
		/* Their fifth characters tell most names apart. */
		if (name[4] == names[i][4] && is_same(name, names[i])) {
			dir->file[i] = item;
			return true;
		}
	return false;
}

/*
 * The number of `initrd` (0) or `moduleN` (1 and up), with *name moved behind it; -1 if it is
 * neither. Of a number of more than four digits the rest is left.
 */
static int module_number(const char **name)
{
	const char *s = skip_prefix(*name, "initrd");
	int n = 0;

	if (!s) {
		s = skip_prefix(*name, "module");
		if (!s || *s < '1')
			return -1;
		while (*s >= '0' && *s <= '9' && n < 1000)
			n = n * 10 + *s++ - '0';
	}
	*name = s;
	return n;
}

/* Whether it is a module's name, opt/pvh/ left out. */
static bool note_module(struct fw_dir *dir, const char *name, struct fw_item item)
{
	int n = module_number(&name);
	bool is_cmdline = *name;

	if (n < 0 || (is_cmdline && !is_same(name, ".cmdline")))
		return false;
	if (dir->module_last < (uint32_t)n)
		dir->module_last = n;
	if (n < MODULE_MAX)
		*(is_cmdline ? &dir->module[n].cmdline : &dir->module[n].data) = item;
	return true;
}

/* Whether the file holds this ROM: as it is, or with more behind it. */
static bool is_ours(const struct fw_dir *dir, struct fw_item item)
{
	uint32_t image[IMAGE_LOOKED_AT / 4];

	if (item.size < dir->image_size)
		return false;
	fw_cfg_read(item.key, 0, image, sizeof(image));
	return image_is_same(image, dir->image);
}

static void note_entry(struct fw_dir *dir, const char *name, struct fw_item item)
{
	const char *ours = skip_prefix(name, "opt/pvh/");

	if (ours)
		dir->has_ours = true;
	if (dir->line && is_same(name, dir->line))
		dir->line_file = item;
	if (note_named(dir, ours ? 0 : FW_OURS_COUNT, name, item))
		return;
	if (ours && !note_module(dir, ours, item)) {
		dir->has_unknown = true;
		compose_message(NOT_UNDERSTOOD, name);
	}
	if (skip_prefix(name, "vgaroms/")) {
		if (is_ours(dir, item))
			dir->in_vgaroms = true;
		else
			dir->has_other_vgaroms = true;
	}
}

bool fw_dir_read(struct fw_dir *dir, struct fw_dir_window *window)
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
		note_entry(dir, e->name,
			   (struct fw_item){ __builtin_bswap16(e->select),
					     __builtin_bswap32(e->size) });
	}
	dir->is_multiboot = dir->file[FW_MULTIBOOT].key || dir->file[FW_MULTIBOOT_DMA].key;
	return true;
}

bool fw_dir_is_our_file(struct fw_dir *dir, struct fw_dir_window *window, const char *name)
{
	dir->line = name;
	dir->line_file.size = 0;
	return fw_dir_read(dir, window) && is_ours(dir, dir->line_file);
}
