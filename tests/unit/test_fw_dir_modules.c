// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "fw_dir_fixture.h"

TEST_AFTER(fw_dir_setup, initrd)
{
	add_file("opt/pvh/initrd", 0x20, 100);
	add_file("opt/pvh/initrd.cmdline", 0x21, 5);
	read_dir();
	assert_item(found.module[0].data, 0x20, 100);
	assert_item(found.module[0].cmdline, 0x21, 5);
	assert_item(found.module[1].data, 0, 0);
	assert_int_equal(found.module_last, 0);
}

TEST_AFTER(fw_dir_setup, the_last_module_may_be_only_a_command_line)
{
	add_file("opt/pvh/module3.cmdline", 0x20, 5);
	add_file("opt/pvh/module2", 0x21, 5);
	read_dir();
	assert_int_equal(found.module_last, 3);
	assert_item(found.module[3].data, 0, 0);
}

TEST_AFTER(fw_dir_setup, modules)
{
	add_file("opt/pvh/module15", 0x2f, 15);
	add_file("opt/pvh/module1", 0x21, 1);
	add_file("opt/pvh/module10", 0x2a, 10);
	add_file("opt/pvh/module1.cmdline", 0x31, 11);
	add_file("opt/pvh/module15.cmdline", 0x3f, 25);
	add_file("opt/pvh/module9", 0x29, 9);
	read_dir();
	assert_item(found.module[0].data, 0, 0);
	assert_item(found.module[1].data, 0x21, 1);
	assert_item(found.module[1].cmdline, 0x31, 11);
	assert_item(found.module[2].data, 0, 0);
	assert_item(found.module[9].data, 0x29, 9);
	assert_item(found.module[10].data, 0x2a, 10);
	assert_item(found.module[10].cmdline, 0, 0);
	assert_item(found.module[15].data, 0x2f, 15);
	assert_item(found.module[15].cmdline, 0x3f, 25);
	assert_int_equal(found.module_last, 15);
}

static void assert_too_many(const char *name, uint32_t number)
{
	fw_dir_setup(NULL);
	add_file(name, 0x20, 1);
	read_dir();
	assert_int_equal(found.module_last, number);
	found.module_last = 0;
	assert_nothing();
	assert_false(found.has_unknown);
}

TEST_AFTER(fw_dir_setup, a_module_too_many)
{
	assert_too_many("opt/pvh/module16", 16);
	assert_too_many("opt/pvh/module16.cmdline", 16);
	assert_too_many("opt/pvh/module99", 99);
	assert_too_many("opt/pvh/module256", 256);
	assert_too_many("opt/pvh/module999", 999);
	assert_too_many("opt/pvh/module9999", 9999);
}
