// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/directory.h"
#include "machine/image.h"

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

static void note_named(struct fw_dir *dir, const char *name, struct fw_item item)
{
	for (uint32_t i = 0; i < FW_NAME_COUNT; i++)
		/* Their fifth characters tell most names apart. */
		if (name[4] == names[i][4] && is_same(name, names[i]))
			dir->file[i] = item;
}

/*
 * The number of opt/pvh/initrd (0) or opt/pvh/moduleN (1 and up), with *name moved behind it;
 * -1 if it is neither.
 */
static int module_number(const char **name)
{
	const char *s, *file = skip_prefix(*name, "opt/pvh/");
	int n = 0;

	if (!file)
		return -1;
	s = skip_prefix(file, "initrd");
	if (!s) {
		s = skip_prefix(file, "module");
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
	bool is_cmdline;

	if (n < 0)
		return;
	is_cmdline = is_same(name, ".cmdline");
	if (*name && !is_cmdline)
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

static bool is_large_enough(const struct fw_dir *dir, struct fw_item item)
{
	return item.size >= dir->image_size;
}

/* Whether the file, if it is large enough, holds this ROM: as it is, or with more behind it. */
static bool is_ours(const struct fw_dir *dir, struct fw_item item)
{
	uint32_t image[IMAGE_LOOKED_AT / 4];

	fw_cfg_read(item.key, 0, image, sizeof(image));
	return image_is_same(image, dir->image);
}

static void note_entry(struct fw_dir *dir, const char *name, struct fw_item item)
{
	note_named(dir, name, item);
	note_module(dir, name, item);
	if (is_large_enough(dir, item) && skip_prefix(name, "vgaroms/") && is_ours(dir, item))
		dir->in_vgaroms = true;
}

/* Entry `i`, with its name ended; whoever asks for them in order from 0 on has them read in chunks.
 */
static struct fw_dir_entry *read_entry(struct fw_dir_window *window, uint32_t i)
{
	struct fw_dir_entry *e = window->entry + i % FW_DIR_CHUNK;

	if (i && e == window->entry)
		fw_cfg_read(FW_CFG_FILE_DIR, 4 + i * sizeof(*e), e, sizeof(window->entry));
	e->name[FW_NAME_SIZE - 1] = '\0';
	return e;
}

static struct fw_item item_of(const struct fw_dir_entry *e)
{
	return (struct fw_item){ __builtin_bswap16(e->select), __builtin_bswap32(e->size) };
}

/* The number of entries: there are fewer keys than 16 bits have values. */
static uint16_t read_first(struct fw_dir_window *window)
{
	fw_cfg_read(FW_CFG_FILE_DIR, 0, window, sizeof(*window));
	return __builtin_bswap32(window->count);
}

bool fw_dir_read(struct fw_dir *dir, struct fw_dir_window *window)
{
	uint32_t count = read_first(window);

	if (!fw_cfg_is_there())
		return false;
	for (uint32_t i = 0; i < count; i++) {
		const struct fw_dir_entry *e = read_entry(window, i);

		note_entry(dir, e->name, item_of(e));
	}
	dir->is_multiboot = dir->file[FW_MULTIBOOT].key || dir->file[FW_MULTIBOOT_DMA].key;
	return true;
}

bool fw_dir_is_our_file(const struct fw_dir *dir, struct fw_dir_window *window, const char *name)
{
	uint32_t count = name ? read_first(window) : 0;

	for (uint32_t i = 0; i < count; i++) {
		const struct fw_dir_entry *e = read_entry(window, i);

		if (is_same(e->name, name))
			return is_large_enough(dir, item_of(e)) && is_ours(dir, item_of(e));
	}
	return false;
}
