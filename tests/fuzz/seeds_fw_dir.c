// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz.h"
#include "fw_dir_image.h"

static const char *const names[] = {
	"opt/pvh/kernel",
	"opt/pvh/cmdline",
	"opt/pvh/initrd",
	"opt/pvh/initrd.cmdline",
	"opt/pvh/module1",
	"opt/pvh/module1.cmdline",
	"opt/pvh/module9",
	"opt/pvh/module10",
	"opt/pvh/module15",
	"opt/pvh/module15.cmdline",
	"opt/pvh/module16",
	"opt/pvh/module160.cmdline",
	"opt/pvh/module4294967297",
	"opt/pvh/module999999999",
	"opt/pvh/module18446744073709551617",
	"opt/pvh/module4294967297.cmdline",
	/* These only look like ours. */
	"opt/pvh/module",
	"opt/pvh/module0",
	"opt/pvh/module01",
	"opt/pvh/module1x",
	"opt/pvh/module-1",
	"opt/pvh/module+1",
	"opt/pvh/modulex",
	"opt/pvh/Module1",
	"opt/pvh/module1.5",
	"opt/pvh/module16x",
	"opt/pvh/module1.cmdlin",
	"opt/pvh/module1.cmdlinex",
	"opt/pvh/module0.cmdline",
	"opt/pvh/module.cmdline",
	"opt/pvh/initrd1",
	"opt/pvh/initrd.",
	"opt/pvh/initrd.cmdlinex",
	"opt/pvh/kernel2",
	"opt/pvh/kerne",
	"Opt/pvh/kernel",
	"xopt/pvh/kernel",
	"opt/pvh/",
	"",
	"bootorder2",
	"etc/bootorder",
	"opt/pvh/bootorder",
	"kernel",
	"opt/pvh/kernel.cmdline",
	"opt/pvh/early",
	"opt/pvh/trace",
	"bootorder",
	"etc/sercon-port",
	"etc/tpm/log",
	"etc/acpi/tables",
	"genroms/multiboot_dma.bin",
	"genroms/linuxboot_dma.bin",
	"genroms/pvh.bin",
	"vgaroms/pvh.bin",
	"genroms/012345678901234567890123456789012345678901234567",
};

#define NAMES (sizeof(names) / sizeof(names[0]))

static struct fw_dir_image image;

/* A directory of `count` entries, the names in a row from `first` on. */
static void make(uint32_t first, uint32_t count)
{
	fw_dir_image_start(&image);
	for (uint32_t i = 0; i < count; i++)
		fw_dir_image_add(&image, names[(first + i) % NAMES], 0x20 + i,
				 i % 3 ? 8192 : 1000 * i);
}

static void some(uint32_t first, uint32_t count, void (*use)(const void *, size_t))
{
	make(first, count);
	use(&image, fw_dir_image_size(&image));
}

/* Entries that are not there, and more than there can be. */
static void counts(void (*use)(const void *, size_t))
{
	static const uint32_t numbers[] = { 1, 31, 33, 0xffff, 0x10000, 0x80000000, 0xffffffff };

	for (uint32_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		make(i, 2);
		image.count = __builtin_bswap32(numbers[i]);
		use(&image, 4 + 2 * 64);
	}
}

void each_seed(void (*use)(const void *data, size_t size))
{
	use("", 0);
	for (uint32_t i = 0; i < NAMES; i++)
		some(i, 1, use);
	for (uint32_t i = 0; i <= 99; i += 11)
		some(i, i, use);
	counts(use);
}
