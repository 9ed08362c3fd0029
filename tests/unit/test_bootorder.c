// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include <string.h>
#include "unit.h"
#include "fw_cfg/bootorder.h"
#include "fw_dir_fixture.h"

#define DISK "/pci@i0cf8/ide@1,1/drive@0/disk@0"
#define ROM "/rom@genroms/pvh.bin"
#define ROM_KEY 0x30
#define ORDER_KEY 0x31

/* The file pvh.bin holds this ROM, other.bin another one of its size. */
static bool is_behind_in(const char *list, uint32_t size)
{
	static const uint8_t other[ROM_SIZE];

	fw_dir_setup(NULL);
	add_file("genroms/other.bin", ROM_KEY + 2, ROM_SIZE);
	fake_item(ROM_KEY + 2, other, ROM_SIZE);
	add_file("genroms/pvh.bin", ROM_KEY, ROM_SIZE);
	fake_item(ROM_KEY, own_image, ROM_SIZE);
	add_file("bootorder", ORDER_KEY, size);
	fake_item(ORDER_KEY, list, size);
	read_dir();
	return bootorder_is_behind(&found, &window);
}

static bool is_behind(const char *list)
{
	return is_behind_in(list, strlen(list) + 1);
}

TEST(behind_another_device)
{
	assert_true(is_behind(DISK "\n" ROM));
	assert_true(is_behind(DISK "\n" ROM "\n"));
	assert_true(is_behind(DISK "\n" ROM "\nHALT"));
	assert_true(is_behind(DISK "\n/ethernet@0\n" ROM "\nHALT"));
	assert_true(is_behind("/rom@genroms/other.bin\n" ROM));
}

TEST(first)
{
	assert_false(is_behind(ROM));
	assert_false(is_behind(ROM "\n"));
	assert_false(is_behind(ROM "\n" DISK "\n"));
	assert_false(is_behind(ROM "\nHALT"));
}

TEST(not_listed)
{
	assert_false(is_behind(""));
	assert_false(is_behind("HALT"));
	assert_false(is_behind(DISK "\n"));
	assert_false(is_behind(DISK "\nHALT"));
	assert_false(is_behind(DISK "\n/rom@genroms/other.bin"));
}

TEST(names_that_only_look_like_ours)
{
	assert_false(is_behind(DISK "\n/rom@genroms/pvh.bin.old\n"));
	assert_false(is_behind(DISK "\n/rom@genroms/pvh.bi\n"));
	assert_false(is_behind(DISK "\n/pci" ROM "\n"));
	assert_false(is_behind(DISK "\nrom@genroms/pvh.bin\n"));
	assert_false(is_behind(DISK ROM "\n"));
	assert_false(is_behind(DISK "\n/rom@genroms/PVH.BIN\n"));
}

/*
 * Wherever the ROM's line lies in what is read at once, and however long the lines before it are.
 */
TEST(any_length)
{
	static const char behind[] = "\n" ROM "\n" DISK;
	static char list[8192];

	for (uint32_t at = 1; at < sizeof(list) - 100; at += at < 400 ? 1 : 97) {
		memset(list, 'x', at);
		memcpy(list + at, behind, sizeof(behind));
		assert_true(is_behind(list));
		memcpy(list + at + 14, "o", 1);
		assert_false(is_behind(list));
	}
	for (uint32_t n = 1; n < 200; n++) {
		char *end = list;

		for (uint32_t i = 0; i < n; i++)
			end += sprintf(end, "/scsi@%x/disk@%u\n", i, i);
		memcpy(end, ROM, sizeof(ROM));
		assert_true(is_behind(list));
	}
}

TEST(nothing_is_read_of_our_line_alone)
{
	is_behind(ROM);
	fake_forget();
	bootorder_is_behind(&found, &window);
	assert_int_equal(fake_log()->calls, 0);
}
