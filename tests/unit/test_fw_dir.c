// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include "unit.h"
#include "fw_dir_fixture.h"
#include "machine/image.h"
#include "messages/errors.h"

TEST_AFTER(fw_dir_setup, empty)
{
	read_dir();
	assert_nothing();
	assert_int_equal(fake_log()->calls, 1);
}

TEST_AFTER(fw_dir_setup, no_item_reads_as_zeros)
{
	assert_true(read_as_it_is());
	assert_nothing();
}

TEST_AFTER(fw_dir_setup, no_fw_cfg)
{
	fake_absent();
	assert_false(read_as_it_is());
	assert_nothing();
}

TEST_AFTER(fw_dir_setup, named_files)
{
	add_file("bootorder", 0x20, 17);
	add_file("etc/sercon-port", 0x21, 2);
	add_file("etc/tpm/log", 0x22, 65536);
	add_file("opt/pvh/cmdline", 0x23, 0);
	add_file("opt/pvh/early", 0x24, 3);
	add_file("opt/pvh/kernel", 0xfffe, 0xfffffffe);
	add_file("opt/pvh/trace", 0x25, 2);
	read_dir();
	assert_item(found.file[FW_BOOTORDER], 0x20, 17);
	assert_item(found.file[FW_SERCON], 0x21, 2);
	assert_item(found.file[FW_TPM], 0x22, 65536);
	assert_item(found.file[FW_CMDLINE], 0x23, 0);
	assert_item(found.file[FW_EARLY], 0x24, 3);
	assert_item(found.file[FW_KERNEL], 0xfffe, 0xfffffffe);
	assert_item(found.file[FW_TRACE], 0x25, 2);
	assert_item(found.module[0].data, 0, 0);
	assert_true(found.has_ours && !found.has_unknown);
}

TEST_AFTER(fw_dir_setup, names_that_only_look_like_ours)
{
	static const char *const names[] = { "kernel2",        "kerne",         "",
					     "module0",        "initrdx",       "module10000",
					     "module1.cmdlin", "kernel.cmdline" };
	char name[FW_NAME_SIZE], expected[100];

	for (uint32_t i = 0; i < COUNT(names); i++) {
		fw_dir_setup(NULL);
		snprintf(name, sizeof(name), "opt/pvh/%s", names[i]);
		snprintf(expected, sizeof(expected), "pvh: %s is not understood\r\n", name);
		add_file(name, 0x20, 1);
		add_file("Opt/pvh/kernel", 0x21, 1);
		read_dir();
		assert_nothing();
		assert_true(found.has_ours && found.has_unknown);
		assert_string_equal(last_message(), expected);
	}
}

TEST_AFTER(fw_dir_setup, a_name_without_its_nul)
{
	add_file("opt/pvh/module1.cmdlineeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", 0x20, 1);
	read_dir();
	assert_item(found.module[1].cmdline, 0, 0);
}

/* Key 0x20: this ROM once it has run, and bytes behind it. */
static void add_rom(const char *name, uint32_t size)
{
	static uint8_t file[ROM_SIZE + 1];

	memcpy(file, own_image, ROM_SIZE);
	memset(file, 0xee, 0x40);
	add_file(name, 0x20, size);
	fake_item(0x20, file, size);
}

TEST_AFTER(fw_dir_setup, among_the_vga_roms)
{
	add_rom("vgaroms/x", ROM_SIZE);
	read_dir();
	assert_true(found.in_vgaroms);
	fw_dir_setup(NULL);
	add_rom("vgaroms/x", ROM_SIZE + 1);
	read_dir();
	assert_true(found.in_vgaroms);
	fw_dir_setup(NULL);
	add_rom("genroms/x", ROM_SIZE);
	read_dir();
	assert_nothing();
}

TEST_AFTER(fw_dir_setup, other_vga_roms)
{
	add_rom("vgaroms/x", ROM_SIZE - 1);
	read_dir();
	assert_nothing();
	assert_true(found.has_other_vgaroms);
	fw_dir_setup(NULL);
	add_rom("vgaroms/x", ROM_SIZE);
	own_image[0x40] ^= 1;
	read_dir();
	assert_nothing();
	fw_dir_setup(NULL);
	add_rom("vgaroms/x", ROM_SIZE);
	own_image[IMAGE_LOOKED_AT - 1] ^= 1;
	read_dir();
	assert_nothing();
}

TEST_AFTER(fw_dir_setup, is_our_file)
{
	static const uint8_t other[ROM_SIZE];

	add_rom("genroms/pvh.bin", ROM_SIZE);
	add_file("genroms/other", 0x21, ROM_SIZE);
	fake_item(0x21, other, ROM_SIZE);
	read_dir();
	assert_true(fw_dir_is_our_file(&found, &window, "genroms/pvh.bin"));
	assert_false(fw_dir_is_our_file(&found, &window, "genroms/other"));
	assert_false(fw_dir_is_our_file(&found, &window, "genroms/pvh.bin2"));
}

TEST_AFTER(fw_dir_setup, multiboot)
{
	static const char *const names[] = { "genroms/multiboot.bin", "genroms/multiboot_dma.bin" };

	for (uint32_t i = 0; i < COUNT(names); i++) {
		fw_dir_setup(NULL);
		add_file(names[i], 0x20, 1024);
		read_dir();
		assert_true(found.is_multiboot);
		assert_item(found.file[i ? FW_MULTIBOOT_DMA : FW_MULTIBOOT], 0x20, 1024);
	}
	fw_dir_setup(NULL);
	add_file("opt/genroms/multiboot.bin", 0x20, 1024);
	add_file("genroms/multi", 0x21, 1024);
	add_file("vgaroms/multiboot.bin", 0x22, 1024);
	add_file("genroms/multibootable.bin", 0x23, 1024);
	read_dir();
	assert_nothing();
}

TEST_AFTER(fw_dir_setup, 32_entries_are_one_read)
{
	for (uint32_t i = 0; i < 32; i++)
		add_file(i == 31 ? "opt/pvh/kernel" : "etc/x", 0x20 + i, i);
	read_dir();
	assert_item(found.file[FW_KERNEL], 0x3f, 31);
	assert_int_equal(fake_log()->calls, 1);
	assert_int_equal(fake_log()->bytes, 4 + 64 * 32);
}

TEST_AFTER(fw_dir_setup, entries_past_the_count_do_not_exist)
{
	add_file("etc/x", 0x20, 1);
	add_file("opt/pvh/kernel", 0x21, 1);
	directory.count = __builtin_bswap32(1);
	read_dir();
	assert_nothing();
}

/* Keys are 16 bits wide: no directory has more entries. */
TEST_AFTER(fw_dir_setup, a_count_that_cannot_be)
{
	add_file("opt/pvh/kernel", 0x20, 1);
	fake_item(FW_CFG_FILE_DIR, &directory, sizeof(directory));
	directory.count = 0xffffffff;
	fake_limit(0x10000 / FW_DIR_CHUNK + 1);
	assert_true(read_as_it_is());
	assert_item(found.file[FW_KERNEL], 0x20, 1);
}
