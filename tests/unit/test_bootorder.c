// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "fw_cfg/bootorder.h"

#define DISK "/pci@i0cf8/ide@1,1/drive@0/disk@0"
#define ROM "/rom@genroms/pvh.bin"

static bool is_behind(const char *list)
{
	return bootorder_is_behind(list, "genroms/pvh.bin");
}

TEST(behind_another_device)
{
	assert_true(is_behind(DISK "\n" ROM));
	assert_true(is_behind(DISK "\n" ROM "\n"));
	assert_true(is_behind(DISK "\n" ROM "\nHALT"));
	assert_true(is_behind(DISK "\n/ethernet@0\n" ROM "\nHALT"));
	assert_true(is_behind("\n" ROM));
}

TEST(first)
{
	assert_false(is_behind(ROM));
	assert_false(is_behind(ROM "\n"));
	assert_false(is_behind(ROM "\n" DISK "\n"));
	assert_false(is_behind(ROM "\n" DISK "\n" ROM "\n"));
}

TEST(not_listed)
{
	assert_false(is_behind(""));
	assert_false(is_behind("\n"));
	assert_false(is_behind("HALT"));
	assert_false(is_behind(DISK));
	assert_false(is_behind(DISK "\n"));
	assert_false(is_behind(DISK "\nHALT"));
}

TEST(names_that_only_look_like_ours)
{
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

TEST(another_name)
{
	assert_true(bootorder_is_behind(DISK "\n/rom@genroms/x\n", "genroms/x"));
	assert_false(bootorder_is_behind(DISK "\n" ROM, "genroms/x"));
}

TEST(a_rom_that_does_not_know_its_name)
{
	assert_false(bootorder_is_behind(DISK "\n/rom@\n", ""));
	assert_false(bootorder_is_behind("", ""));
}
