// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "fw_cfg/bootorder.h"

#define DISK "/pci@i0cf8/ide@1,1/drive@0/disk@0"
#define ROM "/rom@genroms/pvh.bin"

static bool is_behind(const char *list)
{
	return bootorder_is_behind(list, "genroms/pvh.bin");
}

static void test_behind_another_device(void **state)
{
	(void)state;
	assert_true(is_behind(DISK "\n" ROM));
	assert_true(is_behind(DISK "\n" ROM "\n"));
	assert_true(is_behind(DISK "\n" ROM "\nHALT"));
	assert_true(is_behind(DISK "\n/ethernet@0\n" ROM "\nHALT"));
	assert_true(is_behind("\n" ROM));
}

static void test_first(void **state)
{
	(void)state;
	assert_false(is_behind(ROM));
	assert_false(is_behind(ROM "\n"));
	assert_false(is_behind(ROM "\n" DISK "\n"));
	assert_false(is_behind(ROM "\n" DISK "\n" ROM "\n"));
}

static void test_not_listed(void **state)
{
	(void)state;
	assert_false(is_behind(""));
	assert_false(is_behind("\n"));
	assert_false(is_behind("HALT"));
	assert_false(is_behind(DISK));
	assert_false(is_behind(DISK "\n"));
	assert_false(is_behind(DISK "\nHALT"));
}

static void test_names_that_only_look_like_ours(void **state)
{
	(void)state;
	assert_false(is_behind(DISK "\n/rom@genroms/pvh.bin.old\n"));
	assert_false(is_behind(DISK "\n/rom@genroms/pvh.bi\n"));
	assert_false(is_behind(DISK "\n/rom@genroms/pvh.bi"));
	assert_false(is_behind(DISK "\n/rom@genroms/linuxboot_dma.bin\n"));
	assert_false(is_behind(DISK "\n/pci" ROM "\n"));
	assert_false(is_behind(DISK "\nrom@genroms/pvh.bin\n"));
	assert_false(is_behind(DISK "\n" ROM " \n"));
	assert_false(is_behind(DISK ROM "\n"));
	assert_false(is_behind(DISK "\n/rom@genroms/PVH.BIN\n"));
}

static void test_another_name(void **state)
{
	(void)state;
	assert_true(bootorder_is_behind(DISK "\n/rom@genroms/x\n", "genroms/x"));
	assert_false(bootorder_is_behind(DISK "\n" ROM, "genroms/x"));
}

static void test_a_rom_that_does_not_know_its_name(void **state)
{
	(void)state;
	assert_false(bootorder_is_behind(DISK "\n/rom@\n", ""));
	assert_false(bootorder_is_behind("", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_behind_another_device),
		cmocka_unit_test(test_first),
		cmocka_unit_test(test_not_listed),
		cmocka_unit_test(test_names_that_only_look_like_ours),
		cmocka_unit_test(test_another_name),
		cmocka_unit_test(test_a_rom_that_does_not_know_its_name),
	};

	return cmocka_run_group_tests_name("bootorder", tests, NULL, NULL);
}
