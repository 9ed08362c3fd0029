// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "area_fixture.h"
#include "layout.h"

static uint32_t lowest(uint32_t min, uint32_t end, uint32_t align, uint32_t size)
{
	return area_find(&ram, &(struct slot){ min, end, align, false }, size);
}

static uint32_t highest(uint32_t min, uint32_t end, uint32_t align, uint32_t size)
{
	return area_find(&ram, &(struct slot){ min, end, align, true }, size);
}

TEST_AFTER(area_setup, lowest)
{
	assert_int_equal(lowest(0, 0xffffffff, 1, 1), ROM_LIVE_END);
	assert_int_equal(lowest(0x8001, 0xffffffff, 1, 1), 0x8001);
	assert_int_equal(lowest(0x8001, 0xffffffff, 16, 1), 0x8010);
	assert_int_equal(lowest(0, 0xffffffff, 0x200000, 1), 0x200000);
}

TEST_AFTER(area_setup, lowest_to_the_byte)
{
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x98c00), 0x7000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x98c01), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xf00000), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xf00001), 0x2000000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x1000000), 0x2000000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x1000001), 0);
}

TEST_AFTER(area_setup, edges_of_the_slot)
{
	assert_int_equal(lowest(0x10000, 0x20000, 1, 0x10000), 0x10000);
	assert_int_equal(lowest(0x10000, 0x20000, 1, 0x10001), 0);
	assert_int_equal(lowest(0x10001, 0x20000, 0x10000, 1), 0);
	assert_int_equal(lowest(0x20000, 0x20000, 1, 1), 0);
	assert_int_equal(lowest(0x20000, 0x10000, 1, 1), 0);
	assert_int_equal(highest(0x10000, 0x20000, 1, 0x10000), 0x10000);
	assert_int_equal(highest(0x10000, 0x20000, 1, 0x10001), 0);
	assert_int_equal(highest(0x10001, 0x20000, 0x10000, 1), 0);
	assert_int_equal(highest(0x20000, 0x20000, 1, 1), 0);
}

TEST_AFTER(area_setup, highest)
{
	assert_int_equal(highest(0, 0x3000000, 0x1000, 1), 0x2fff000);
	assert_int_equal(highest(0, 0x2ffffff, 0x1000, 0x1000), 0x2ffe000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1001), 0x2ffe000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1000000), 0x2000000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1000001), 0);
	assert_int_equal(highest(0, 0x2000000, 0x1000, 0x1000), 0xfff000);
}

TEST_AFTER(area_setup, highest_does_not_reach_4_gib)
{
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x1000), 0xffffe000);
	assert_int_equal(highest(0, 0xffffffff, 1, 1), 0xfffffffe);
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0xff000), 0xfff00000);
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x100000), 0x2f00000);
}

TEST_AFTER(area_setup, no_size_is_too_much_to_ask)
{
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xffffffff), 0);
	assert_int_equal(highest(0, 0xffffffff, 1, 0xffffffff), 0);
	assert_int_equal(lowest(0, 0xffffffff, 0x80000000, 1), 0);
	assert_int_equal(highest(0, 0xffffffff, 0x80000000, 1), 0);
}

TEST_AFTER(area_setup, no_bytes_take_the_place_of_one)
{
	assert_int_equal(lowest(0x10000, 0x10001, 1, 0), 0x10000);
	assert_int_equal(lowest(0x10000, 0x10000, 1, 0), 0);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0), 0x2fff000);
}

TEST_AFTER(area_setup, around_areas)
{
	area_add(&ram, 0x7800, 0x800);
	area_add(&ram, 0x9000, 0x10);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x800), 0x7000);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x801), 0x8000);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x1001), 0x9010);
	area_add(&ram, 0x2fff800, 0x100);
	assert_int_equal(highest(0, 0x3000000, 0x100, 0x700), 0x2fff900);
	assert_int_equal(highest(0, 0x3000000, 0x100, 0x701), 0x2fff000);
}

TEST_AFTER(area_setup, areas_end_to_end)
{
	area_add(&ram, 0x2800000, 0x400000);
	area_add(&ram, 0x2c00000, 0x400000);
	area_add(&ram, 0x2000000, 0x400000);
	assert_int_equal(highest(0x2000000, 0x3000000, 0x1000, 0x400000), 0x2400000);
	assert_int_equal(highest(0x2000000, 0x3000000, 0x1000, 0x400001), 0);
	assert_int_equal(lowest(0x2000000, 0x3000000, 0x1000, 0x400000), 0x2400000);
	assert_int_equal(lowest(0x2000000, 0x3000000, 0x1000, 0x400001), 0);
}

TEST_AFTER(area_setup, one_entry_across_4_gib)
{
	ram.map = (struct memmap){ 1, { { 0x100000, 0x200000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 } } };
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x1000), 0xffffe000);
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 0xffeff000), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 0xfff00000), 0);
	ram.map.entry[0].addr = 0x100000000;
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 1), 0);
}
