// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include "unit.h"
#include "fw_dir_image.h"

#define ROM_SIZE 8192

static struct fw_dir_image image;
static struct fw_dir dir;
static struct fw_dir_window window;

static int setup(void **state)
{
	(void)state;
	fake_reset();
	fw_dir_image_start(&image);
	memset(&dir, 0, sizeof(dir));
	memset(&window, 0xff, sizeof(window));
	return 0;
}

static void add(const char *name, uint16_t key, uint32_t size)
{
	fw_dir_image_add(&image, name, key, size);
}

static void read_dir(void)
{
	fake_item(FW_CFG_FILE_DIR, &image, fw_dir_image_size(&image));
	assert_true(fw_dir_read(&dir, &window, ROM_SIZE));
}

static void assert_item(struct fw_item item, uint16_t key, uint32_t size)
{
	assert_int_equal(item.key, key);
	assert_int_equal(item.size, size);
}

/* Nothing of the directory was for us. */
static void assert_nothing(void)
{
	static const struct fw_dir nothing;

	assert_memory_equal(&dir, &nothing, sizeof(dir));
}

static void test_empty(void **state)
{
	(void)state;
	read_dir();
	assert_nothing();
	assert_int_equal(fake_log()->calls, 1);
}

static void test_no_item_reads_as_zeros(void **state)
{
	(void)state;
	assert_true(fw_dir_read(&dir, &window, ROM_SIZE));
	assert_nothing();
}

static void test_no_fw_cfg(void **state)
{
	(void)state;
	fake_absent();
	assert_false(fw_dir_read(&dir, &window, ROM_SIZE));
	assert_nothing();
}

static void test_named_files(void **state)
{
	(void)state;
	add("bootorder", 0x20, 17);
	add("etc/sercon-port", 0x21, 2);
	add("etc/tpm/log", 0x22, 65536);
	add("opt/pvh/cmdline", 0x23, 0);
	add("opt/pvh/early", 0x24, 3);
	add("opt/pvh/kernel", 0xfffe, 0xfffffffe);
	read_dir();
	assert_item(dir.file[FW_BOOTORDER], 0x20, 17);
	assert_item(dir.file[FW_SERCON], 0x21, 2);
	assert_item(dir.file[FW_TPM], 0x22, 65536);
	assert_item(dir.file[FW_CMDLINE], 0x23, 0);
	assert_item(dir.file[FW_EARLY], 0x24, 3);
	assert_item(dir.file[FW_KERNEL], 0xfffe, 0xfffffffe);
	assert_item(dir.module[0].data, 0, 0);
	assert_string_equal(dir.rom_name, "");
}

static void test_names_that_only_look_like_ours(void **state)
{
	(void)state;
	add("opt/pvh/kernel2", 0x20, 1);
	add("opt/pvh/kerne", 0x21, 1);
	add("Opt/pvh/kernel", 0x22, 1);
	add("xopt/pvh/kernel", 0x23, 1);
	add("opt/pvh/", 0x24, 1);
	add("opt/pvh", 0x25, 1);
	add("", 0x26, 1);
	add("bootorder2", 0x27, 1);
	add("etc/bootorder", 0x28, 1);
	add("initrd", 0x29, 1);
	add("opt/pvh/cmdline.cmdline", 0x2a, 1);
	add("opt/pvh/kernel.cmdline", 0x2b, 1);
	read_dir();
	assert_nothing();
}

static void test_initrd(void **state)
{
	(void)state;
	add("opt/pvh/initrd", 0x20, 100);
	add("opt/pvh/initrd.cmdline", 0x21, 5);
	read_dir();
	assert_item(dir.module[0].data, 0x20, 100);
	assert_item(dir.module[0].cmdline, 0x21, 5);
	assert_item(dir.module[1].data, 0, 0);
	assert_int_equal(dir.module_last, 0);
}

static void test_the_last_module_may_be_only_a_command_line(void **state)
{
	(void)state;
	add("opt/pvh/module3.cmdline", 0x20, 5);
	add("opt/pvh/module2", 0x21, 5);
	read_dir();
	assert_int_equal(dir.module_last, 3);
	assert_item(dir.module[3].data, 0, 0);
}

static void test_modules(void **state)
{
	(void)state;
	add("opt/pvh/module15", 0x2f, 15);
	add("opt/pvh/module1", 0x21, 1);
	add("opt/pvh/module10", 0x2a, 10);
	add("opt/pvh/module1.cmdline", 0x31, 11);
	add("opt/pvh/module15.cmdline", 0x3f, 25);
	add("opt/pvh/module9", 0x29, 9);
	read_dir();
	assert_item(dir.module[0].data, 0, 0);
	assert_item(dir.module[1].data, 0x21, 1);
	assert_item(dir.module[1].cmdline, 0x31, 11);
	assert_item(dir.module[2].data, 0, 0);
	assert_item(dir.module[9].data, 0x29, 9);
	assert_item(dir.module[10].data, 0x2a, 10);
	assert_item(dir.module[10].cmdline, 0, 0);
	assert_item(dir.module[15].data, 0x2f, 15);
	assert_item(dir.module[15].cmdline, 0x3f, 25);
	assert_int_equal(dir.module_last, 15);
}

static void test_what_is_no_module(void **state)
{
	static const char *const names[] = {
		"module",	    "module0",		"module01",	    "module1x",		    "module1 ",
		"module-1",	    "modulex",		"Module1",	    "module1.cmdlinex",	    "module1.cmdlin",
		"module1.",	    "module1cmdline",	"module0.cmdline",  "module.cmdline",	    "module1.cmdline.cmdline",
		"initrd1",	    "initrdx",		"initrd.",	    "initrd.cmdlinex",	    "initrd0",
		"module16x",	    "module+1",		"module1/",	    "module1.5",
	};
	char name[56];

	(void)state;
	for (uint32_t i = 0; i < COUNT(names); i++) {
		snprintf(name, sizeof(name), "opt/pvh/%s", names[i]);
		add(name, 0x20 + i, 1);
	}
	read_dir();
	assert_nothing();
}

static void assert_too_many(const char *name, uint32_t number)
{
	setup(NULL);
	add(name, 0x20, 1);
	read_dir();
	assert_int_equal(dir.module_last, number);
	dir.module_last = 0;
	assert_nothing();
}

static void test_a_module_too_many(void **state)
{
	(void)state;
	assert_too_many("opt/pvh/module16", 16);
	assert_too_many("opt/pvh/module16.cmdline", 16);
	assert_too_many("opt/pvh/module99", 99);
	assert_too_many("opt/pvh/module256", 256);
	assert_too_many("opt/pvh/module999", 999);
	assert_too_many("opt/pvh/module1000", 1000);
	assert_too_many("opt/pvh/module65537", 65537);
}

/* Numbers of any length: one too many is refused, never overlooked or taken for another one. */
static void test_a_module_far_too_many(void **state)
{
	static const char *const names[] = {
		"opt/pvh/module999999999", "opt/pvh/module4294967297",
		"opt/pvh/module18446744073709551617", "opt/pvh/module4294967297.cmdline",
	};

	(void)state;
	for (uint32_t i = 0; i < COUNT(names); i++) {
		setup(NULL);
		add(names[i], 0x20, 1);
		read_dir();
		assert_true(dir.module_last >= MODULE_MAX);
		dir.module_last = 0;
		assert_nothing();
	}
}

static void test_a_name_without_its_nul(void **state)
{
	(void)state;
	add("opt/pvh/module1.cmdlineeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", 0x20, 1);
	add("genroms/012345678901234567890123456789012345678901234567", 0x21, ROM_SIZE);
	read_dir();
	assert_item(dir.module[1].cmdline, 0, 0);
	assert_string_equal(dir.rom_name, "genroms/01234567890123456789012345678901234567890123456");
}

static void test_our_own_file(void **state)
{
	(void)state;
	add("genroms/linuxboot_dma.bin", 0x20, 1536);
	add("genroms/pvh.bin", 0x21, ROM_SIZE);
	add("genroms/larger", 0x22, ROM_SIZE + 1);
	add("etc/acpi/tables", 0x23, ROM_SIZE);
	add("opt/genroms/pvh.bin", 0x24, ROM_SIZE);
	read_dir();
	assert_string_equal(dir.rom_name, "genroms/pvh.bin");
	assert_false(dir.in_vgaroms);
}

static void test_our_own_file_among_the_vga_roms(void **state)
{
	(void)state;
	add("vgaroms/pvh.bin", 0x20, ROM_SIZE);
	read_dir();
	assert_true(dir.in_vgaroms);
	assert_string_equal(dir.rom_name, "");
	setup(NULL);
	add("vgaroms/vgabios.bin", 0x20, ROM_SIZE - 1);
	read_dir();
	assert_nothing();
}

static void test_multiboot(void **state)
{
	static const char *const names[] = { "genroms/multiboot.bin", "genroms/multiboot_dma.bin" };

	(void)state;
	for (uint32_t i = 0; i < COUNT(names); i++) {
		setup(NULL);
		add(names[i], 0x20, 1024);
		read_dir();
		assert_true(dir.is_multiboot);
		dir.is_multiboot = false;
		assert_nothing();
	}
	setup(NULL);
	add("opt/genroms/multiboot.bin", 0x20, 1024);
	add("genroms/multi", 0x21, 1024);
	add("vgaroms/multiboot.bin", 0x22, 1024);
	read_dir();
	assert_nothing();
}

/* Entries 0, 31, 32, 63, 64 and 99 are ours: the first and last of each chunk that is read. */
static void test_more_entries_than_a_chunk(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < FW_DIR_IMAGE_MAX; i++)
		add(i == 0 ? "opt/pvh/kernel" : i == 31 ? "opt/pvh/initrd" : i == 32 ? "opt/pvh/module1" :
		    i == 63 ? "opt/pvh/module2" : i == 64 ? "opt/pvh/cmdline" : i == 99 ? "bootorder" : "etc/x", i, i);
	read_dir();
	assert_item(dir.file[FW_KERNEL], 0, 0);
	assert_item(dir.module[0].data, 31, 31);
	assert_item(dir.module[1].data, 32, 32);
	assert_item(dir.module[2].data, 63, 63);
	assert_item(dir.file[FW_CMDLINE], 64, 64);
	assert_item(dir.file[FW_BOOTORDER], 99, 99);
	assert_int_equal(fake_log()->calls, 4);
}

static void test_32_entries_are_one_read(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 32; i++)
		add(i == 31 ? "opt/pvh/kernel" : "etc/x", 0x20 + i, i);
	read_dir();
	assert_item(dir.file[FW_KERNEL], 0x3f, 31);
	assert_int_equal(fake_log()->calls, 1);
	assert_int_equal(fake_log()->bytes, 4 + 64 * 32);
}

static void test_entries_past_the_count_do_not_exist(void **state)
{
	(void)state;
	add("etc/x", 0x20, 1);
	add("opt/pvh/kernel", 0x21, 1);
	image.count = __builtin_bswap32(1);
	read_dir();
	assert_nothing();
}

/* Keys are 16 bits wide: no directory has more entries. */
static void test_a_count_that_cannot_be(void **state)
{
	(void)state;
	add("opt/pvh/kernel", 0x20, 1);
	fake_item(FW_CFG_FILE_DIR, &image, sizeof(image));
	image.count = 0xffffffff;
	fake_limit(0x10000 / FW_DIR_CHUNK + 1);
	assert_true(fw_dir_read(&dir, &window, ROM_SIZE));
	assert_item(dir.file[FW_KERNEL], 0x20, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_empty, setup),
		cmocka_unit_test_setup(test_no_item_reads_as_zeros, setup),
		cmocka_unit_test_setup(test_no_fw_cfg, setup),
		cmocka_unit_test_setup(test_named_files, setup),
		cmocka_unit_test_setup(test_names_that_only_look_like_ours, setup),
		cmocka_unit_test_setup(test_initrd, setup),
		cmocka_unit_test_setup(test_the_last_module_may_be_only_a_command_line, setup),
		cmocka_unit_test_setup(test_modules, setup),
		cmocka_unit_test_setup(test_what_is_no_module, setup),
		cmocka_unit_test_setup(test_a_module_too_many, setup),
		cmocka_unit_test_setup(test_a_module_far_too_many, setup),
		cmocka_unit_test_setup(test_a_name_without_its_nul, setup),
		cmocka_unit_test_setup(test_our_own_file, setup),
		cmocka_unit_test_setup(test_our_own_file_among_the_vga_roms, setup),
		cmocka_unit_test_setup(test_multiboot, setup),
		cmocka_unit_test_setup(test_more_entries_than_a_chunk, setup),
		cmocka_unit_test_setup(test_32_entries_are_one_read, setup),
		cmocka_unit_test_setup(test_entries_past_the_count_do_not_exist, setup),
		cmocka_unit_test_setup(test_a_count_that_cannot_be, setup),
	};

	return cmocka_run_group_tests_name("fw_dir", tests, NULL, NULL);
}
