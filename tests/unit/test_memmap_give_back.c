// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "memory/memmap.h"

#define RAM XEN_HVM_MEMMAP_TYPE_RAM
#define RESERVED XEN_HVM_MEMMAP_TYPE_RESERVED
#define BLOCK 0x1000000

/* A machine of 512 MiB, as SeaBIOS describes it until it is done. */
static struct hvm_memmap_table_entry raw[5];

static int setup(void **state)
{
	(void)state;
	static const struct hvm_memmap_table_entry seabios[COUNT(raw)] = {
		{ 0, 0x9fc00, RAM, 0 },           { 0x9fc00, 0x400, RESERVED, 0 },    { 0xf0000, 0x10000, RESERVED, 0 },
		{ 0x100000, 0x1ef00000, RAM, 0 }, { 0x1f000000, BLOCK, RESERVED, 0 },
	};

	memcpy(raw, seabios, sizeof(raw));
	return 0;
}

static void give_back(uint32_t unused)
{
	memmap_give_back(raw, COUNT(raw), unused);
}

static void assert_split_at(uint64_t edge)
{
	assert_int_equal(raw[3].addr, 0x100000);
	assert_int_equal(raw[3].size, edge - 0x100000);
	assert_int_equal(raw[3].type, RAM);
	assert_int_equal(raw[4].addr, edge);
	assert_int_equal(raw[4].size, 0x20000000 - edge);
	assert_int_equal(raw[4].type, RESERVED);
}

TEST_AFTER(setup, whole_pages_of_the_block)
{
	give_back(0xf00000);
	assert_split_at(0x1ff00000);
}

TEST_AFTER(setup, part_of_a_page_stays_reserved)
{
	give_back(0x5fff);
	assert_split_at(0x1f005000);
}

TEST_AFTER(setup, less_than_a_page_changes_nothing)
{
	give_back(0xfff);
	assert_split_at(0x1f000000);
}

TEST_AFTER(setup, not_the_ebda)
{
	raw[0].size = 0x9c000;
	raw[1] = (struct hvm_memmap_table_entry){ 0x9c000, 0x4000, RESERVED, 0 };
	give_back(0x2000);
	assert_int_equal(raw[0].size, 0x9c000);
	assert_split_at(0x1f002000);
	raw[4].size = 0x1000;
	give_back(0x2000);
	assert_int_equal(raw[0].size, 0x9c000);
	assert_int_equal(raw[1].addr, 0x9c000);
}

TEST_AFTER(setup, all_but_a_byte_of_the_block)
{
	raw[4].size = 0x5001;
	give_back(0x5000);
	assert_int_equal(raw[4].addr, 0x1f005000);
	assert_int_equal(raw[4].size, 1);
}

TEST_AFTER(setup, all_of_the_block_is_not_given)
{
	raw[4].size = 0x5000;
	give_back(0x5000);
	assert_int_equal(raw[3].size, 0x1ef00000);
	assert_int_equal(raw[4].size, 0x5000);
}

TEST_AFTER(setup, a_block_apart_from_ram_is_not_the_firmwares)
{
	raw[4].addr += 0x1000;
	give_back(0x1000);
	assert_int_equal(raw[3].size, 0x1ef00000);
	assert_int_equal(raw[4].addr, 0x1f001000);
}

TEST_AFTER(setup, a_block_of_another_type_is_not_the_firmwares)
{
	raw[4].type = XEN_HVM_MEMMAP_TYPE_ACPI;
	give_back(0x1000);
	assert_int_equal(raw[3].size, 0x1ef00000);
	assert_int_equal(raw[4].addr, 0x1f000000);
}

TEST_AFTER(setup, a_block_above_4_gib_is_not_the_firmwares)
{
	raw[3] = (struct hvm_memmap_table_entry){ 0x80000000, 0x80000000, RAM, 0 };
	raw[4] = (struct hvm_memmap_table_entry){ 0x100000000, BLOCK, RESERVED, 0 };
	give_back(0x1000);
	assert_int_equal(raw[3].size, 0x80000000);
	assert_int_equal(raw[4].addr, 0x100000000);
	raw[3] = (struct hvm_memmap_table_entry){ 0x100000000, 0x80000000, RAM, 0 };
	raw[4] = (struct hvm_memmap_table_entry){ 0x180000000, BLOCK, RESERVED, 0 };
	give_back(0x1000);
	assert_int_equal(raw[3].size, 0x80000000);
	assert_int_equal(raw[4].addr, 0x180000000);
}

TEST_AFTER(setup, only_the_last_block)
{
	raw[0] = (struct hvm_memmap_table_entry){ 0x100000, 0x100000, RAM, 0 };
	raw[1] = (struct hvm_memmap_table_entry){ 0x200000, 0x100000, RESERVED, 0 };
	give_back(0x1000);
	assert_int_equal(raw[0].size, 0x100000);
	assert_int_equal(raw[1].addr, 0x200000);
	assert_int_equal(raw[4].addr, 0x1f001000);
}

TEST_AFTER(setup, an_entry_below_a_large_one_above_4_gib)
{
	raw[2] = (struct hvm_memmap_table_entry){ 0x100000000, 0x80000000, RAM, 0 };
	raw[3] = (struct hvm_memmap_table_entry){ 0xfd00000000, 0x300000000, RESERVED, 0 };
	give_back(0x1000);
	assert_int_equal(raw[2].size, 0x80000000);
	assert_int_equal(raw[3].addr, 0xfd00000000);
}

TEST_AFTER(setup, more_than_the_block_has_is_not_given)
{
	uint64_t start, end;

	give_back(0x1000000 + 0x1000);
	start = raw[4].addr;
	end = start + raw[4].size;
	assert_true(start <= 0x20000000 && end == 0x20000000);
	assert_int_equal(raw[3].addr + raw[3].size, start);
}
