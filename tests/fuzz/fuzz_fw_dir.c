// SPDX-License-Identifier: GPL-2.0-or-later
/* The input is fw_cfg's directory. What is found in it must be what comparing whole names finds. */
#include <stdio.h>
#include <string.h>
#include "fuzz.h"
#include "fw_cfg/directory.h"

#define KEYS 0x10000 /* more entries than that there cannot be */
#define FEW 3 /* entries in 256: all that cost much time and tell nothing new */

static struct fw_dir wanted;
static bool too_many;

static uint32_t be(const uint8_t *p, uint32_t bytes)
{
	uint32_t value = 0;

	while (bytes--)
		value = value << 8 | *p++;
	return value;
}

static void want_file(const char *name, struct fw_item item)
{
	static const char *const names[FW_NAME_COUNT] = {
		[FW_KERNEL] = "opt/pvh/kernel",
		[FW_CMDLINE] = "opt/pvh/cmdline",
		[FW_BOOTORDER] = "bootorder",
		[FW_SERCON] = "etc/sercon-port",
		[FW_EARLY] = "opt/pvh/early",
		[FW_TPM] = "etc/tpm/log",
		[FW_TRACE] = "opt/pvh/trace",
		[FW_ACPI] = "etc/acpi/tables",
		[FW_THREADS] = "etc/threads",
		[FW_MULTIBOOT] = "genroms/multiboot.bin",
		[FW_MULTIBOOT_DMA] = "genroms/multiboot_dma.bin",
	};

	for (int i = 0; i < FW_NAME_COUNT; i++)
		if (!strcmp(name, names[i]))
			wanted.file[i] = item;
}

/* "opt/pvh/initrd" or "opt/pvh/module1" and on, with `ending`. */
static void want_module(const char *name, struct fw_item item, const char *ending, bool is_cmdline)
{
	char module[64];

	for (uint32_t n = 0; n < MODULE_MAX; n++) {
		snprintf(module, sizeof(module), n ? "opt/pvh/module%u%s" : "opt/pvh/initrd%.0u%s",
			 n, ending);
		if (strcmp(name, module))
			continue;
		if (is_cmdline)
			wanted.module[n].cmdline = item;
		else
			wanted.module[n].data = item;
		if (wanted.module_last < n)
			wanted.module_last = n;
	}
}

/* A decimal number above the limit where a module has its number. */
static void want_refusal(const char *name)
{
	size_t digits;

	if (strncmp(name, "opt/pvh/module", 14))
		return;
	name += 14;
	digits = strspn(name, "0123456789");
	if (*name == '0' || (name[digits] && strcmp(name + digits, ".cmdline")))
		return;
	if (digits <= 4) /* more is no module */
		too_many = too_many || digits > 2 || (digits == 2 && strncmp(name, "15", 2) > 0);
}

static void want_entry(const uint8_t *bytes, size_t size)
{
	uint8_t entry[sizeof(struct fw_dir_entry)] = { 0 };
	struct fw_item item;
	char name[FW_NAME_SIZE];

	memcpy(entry, bytes, size < sizeof(entry) ? size : sizeof(entry));
	item = (struct fw_item){ be(entry + 4, 2), be(entry, 4) };
	memcpy(name, entry + 8, sizeof(name));
	name[sizeof(name) - 1] = '\0';
	want_file(name, item);
	want_module(name, item, "", false);
	want_module(name, item, ".cmdline", true);
	want_refusal(name);
	if ((!strcmp(name, "genroms/multiboot.bin") ||
	     !strcmp(name, "genroms/multiboot_dma.bin")) &&
	    item.key)
		wanted.is_multiboot = true;
}

static void check_dir(const struct fw_dir *dir)
{
	for (int i = 0; i < FW_NAME_COUNT; i++)
		CHECK(dir->file[i].key == wanted.file[i].key &&
		      dir->file[i].size == wanted.file[i].size);
	for (int n = 0; n < MODULE_MAX; n++) {
		const struct fw_module *have = dir->module + n, *want = wanted.module + n;

		CHECK(have->data.key == want->data.key && have->data.size == want->data.size);
		CHECK(have->cmdline.key == want->cmdline.key &&
		      have->cmdline.size == want->cmdline.size);
	}
	if (too_many)
		CHECK(dir->module_last >= MODULE_MAX);
	else
		CHECK(dir->module_last == wanted.module_last);
	CHECK(dir->is_multiboot == wanted.is_multiboot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fw_dir_window window;
	static uint8_t directory[0x10000];
	static const uint8_t image[512];
	struct fw_dir dir;
	uint16_t count; /* the ROM may count on it that keys have 16 bits */

	size = size < sizeof(directory) ? size : sizeof(directory);
	memset(directory, 0, 4);
	memcpy(directory, data, size);
	directory[2] &= FEW;
	count = be(directory, 4);
	fake_reset();
	fake_item(FW_CFG_FILE_DIR, directory, size);
	fake_limit(KEYS / FW_DIR_CHUNK + 1);
	memset(&dir, 0, sizeof(dir));
	memset(&wanted, 0, sizeof(wanted));
	too_many = false;
	for (uint32_t i = 0; i < count && 4 + i * 64 < size; i++)
		want_entry(directory + 4 + i * 64, size - 4 - i * 64);
	dir.image = image;
	dir.image_size = 0xffffffff; /* no file holds it */
	CHECK(fw_dir_read(&dir, &window));
	check_dir(&dir);
	return 0;
}
