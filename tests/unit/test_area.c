// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "area.h"
#include "layout.h"

static struct space space;

/* RAM at 0-0x9fbff, 1-16 MiB, 32-48 MiB and the last MiB below 4 GiB; the rest reserved or absent. */
static int setup(void **state)
{
	static const struct memmap map = {
		.count = 6,
		.entry = {
			{ 0, 0x9fc00, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x9fc00, 0x60400, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
			{ 0x100000, 0xf00000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x2000000, 0x1000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0xfff00000, 0x100000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
			{ 0x100000000, 0x40000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
		},
	};

	(void)state;
	memset(&space, 0, sizeof(space));
	space.map = map;
	return 0;
}

static uint32_t lowest(uint32_t min, uint32_t end, uint32_t align, uint32_t size)
{
	return area_find(&space, &(struct slot){ min, end, align, false }, size);
}

static uint32_t highest(uint32_t min, uint32_t end, uint32_t align, uint32_t size)
{
	return area_find(&space, &(struct slot){ min, end, align, true }, size);
}

static void test_add(void **state)
{
	struct area *first = area_add(&space, 0x1000, 0x100), *second = area_add(&space, 0x2000, 0x200);

	(void)state;
	assert_int_equal(space.count, 2);
	assert_ptr_equal(first, space.area);
	assert_ptr_equal(second, space.area + 1);
	assert_int_equal(second->start, 0x2000);
	assert_int_equal(second->size, 0x200);
	assert_int_equal(second->key, 0);
	assert_int_equal(second->filled, 0);
}

static void test_conflict_at_each_edge(void **state)
{
	const struct area *a = area_add(&space, 0x2000, 0x1000);

	(void)state;
	assert_null(area_conflict(&space, 0x1000, 0x1000));
	assert_ptr_equal(area_conflict(&space, 0x1000, 0x1001), a);
	assert_ptr_equal(area_conflict(&space, 0x2fff, 1), a);
	assert_null(area_conflict(&space, 0x3000, 0x1000));
	assert_ptr_equal(area_conflict(&space, 0x2400, 0x10), a);
	assert_ptr_equal(area_conflict(&space, 0, 0x10000), a);
	assert_null(area_conflict(&space, 0x2000, 0));
}

static void test_conflict_names_the_first_area(void **state)
{
	const struct area *high = area_add(&space, 0x4000, 0x1000);

	(void)state;
	area_add(&space, 0x2000, 0x1000);
	assert_ptr_equal(area_conflict(&space, 0x2000, 0x3000), high);
}

static void test_conflict_below_4_gib(void **state)
{
	const struct area *a = area_add(&space, 0xfffff000, 0xfff);

	(void)state;
	assert_ptr_equal(area_conflict(&space, 0xfffffffe, 1), a);
	assert_null(area_conflict(&space, 0xffffffff, 0));
	assert_null(area_conflict(&space, 0xffffe000, 0x1000));
}

static bool is_usable(uint32_t start, uint32_t size, struct conflict *conflict)
{
	const struct area area = { .start = start, .size = size };

	return area_is_usable(&space, &area, ROM_LIVE_END, conflict);
}

static void assert_usable(uint32_t start, uint32_t size)
{
	struct conflict conflict;

	assert_true(is_usable(start, size, &conflict));
}

static void assert_unusable(uint32_t start, uint32_t size, struct conflict wanted)
{
	struct conflict conflict;

	assert_false(is_usable(start, size, &conflict));
	assert_int_equal(conflict.start, wanted.start);
	assert_int_equal(conflict.last, wanted.last);
	assert_string_equal(conflict.what, wanted.what);
}

static void test_usable_at_each_edge(void **state)
{
	(void)state;
	assert_usable(0x7000, 0x98c00);
	assert_usable(0x100000, 0xf00000);
	assert_unusable(0x9fbff, 2, (struct conflict){ 0x9fc00, 0x9fc00, "reserved" });
	assert_unusable(0xfffff, 2, (struct conflict){ 0xfffff, 0xfffff, "reserved" });
	assert_unusable(0x100000, 0xf00001, (struct conflict){ 0x1000000, 0x1000000, "absent" });
}

static void test_below_0x7000_is_the_firmwares(void **state)
{
	(void)state;
	assert_unusable(0x6fff, 1, (struct conflict){ 0x6fff, 0x6fff, "the firmware's" });
	assert_unusable(0x6000, 0x2000, (struct conflict){ 0x6000, 0x6fff, "the firmware's" });
}

static void test_another_limit_of_what_is_the_firmwares(void **state)
{
	const struct area low = { .start = 0x8ffff, .size = 1 }, next = { .start = 0x90000, .size = 1 };
	struct conflict conflict;

	(void)state;
	assert_true(area_is_usable(&space, &next, 0x90000, &conflict));
	assert_false(area_is_usable(&space, &low, 0x90000, &conflict));
	assert_int_equal(conflict.start, 0x8ffff);
	assert_int_equal(conflict.last, 0x8ffff);
	assert_string_equal(conflict.what, "the firmware's");
}

static void test_lowest(void **state)
{
	(void)state;
	assert_int_equal(lowest(0, 0xffffffff, 1, 1), ROM_LIVE_END);
	assert_int_equal(lowest(0x8001, 0xffffffff, 1, 1), 0x8001);
	assert_int_equal(lowest(0x8001, 0xffffffff, 16, 1), 0x8010);
	assert_int_equal(lowest(0, 0xffffffff, 0x200000, 1), 0x200000);
}

static void test_lowest_to_the_byte(void **state)
{
	(void)state;
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x98c00), 0x7000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x98c01), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xf00000), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xf00001), 0x2000000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x1000000), 0x2000000);
	assert_int_equal(lowest(0, 0xffffffff, 1, 0x1000001), 0);
}

static void test_edges_of_the_slot(void **state)
{
	(void)state;
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

static void test_highest(void **state)
{
	(void)state;
	assert_int_equal(highest(0, 0x3000000, 0x1000, 1), 0x2fff000);
	assert_int_equal(highest(0, 0x2ffffff, 0x1000, 0x1000), 0x2ffe000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1001), 0x2ffe000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1000000), 0x2000000);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0x1000001), 0);
	assert_int_equal(highest(0, 0x2000000, 0x1000, 0x1000), 0xfff000);
}

static void test_highest_does_not_reach_4_gib(void **state)
{
	(void)state;
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x1000), 0xffffe000);
	assert_int_equal(highest(0, 0xffffffff, 1, 1), 0xfffffffe);
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0xff000), 0xfff00000);
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x100000), 0x2f00000);
}

static void test_no_size_is_too_much_to_ask(void **state)
{
	(void)state;
	assert_int_equal(lowest(0, 0xffffffff, 1, 0xffffffff), 0);
	assert_int_equal(highest(0, 0xffffffff, 1, 0xffffffff), 0);
	assert_int_equal(lowest(0, 0xffffffff, 0x80000000, 1), 0);
	assert_int_equal(highest(0, 0xffffffff, 0x80000000, 1), 0);
}

static void test_no_bytes_take_the_place_of_one(void **state)
{
	(void)state;
	assert_int_equal(lowest(0x10000, 0x10001, 1, 0), 0x10000);
	assert_int_equal(lowest(0x10000, 0x10000, 1, 0), 0);
	assert_int_equal(highest(0, 0x3000000, 0x1000, 0), 0x2fff000);
}

static void test_around_areas(void **state)
{
	(void)state;
	area_add(&space, 0x7800, 0x800);
	area_add(&space, 0x9000, 0x10);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x800), 0x7000);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x801), 0x8000);
	assert_int_equal(lowest(0, 0xffffffff, 16, 0x1001), 0x9010);
	area_add(&space, 0x2fff800, 0x100);
	assert_int_equal(highest(0, 0x3000000, 0x100, 0x700), 0x2fff900);
	assert_int_equal(highest(0, 0x3000000, 0x100, 0x701), 0x2fff000);
}

static void test_areas_end_to_end(void **state)
{
	(void)state;
	area_add(&space, 0x2800000, 0x400000);
	area_add(&space, 0x2c00000, 0x400000);
	area_add(&space, 0x2000000, 0x400000);
	assert_int_equal(highest(0x2000000, 0x3000000, 0x1000, 0x400000), 0x2400000);
	assert_int_equal(highest(0x2000000, 0x3000000, 0x1000, 0x400001), 0);
	assert_int_equal(lowest(0x2000000, 0x3000000, 0x1000, 0x400000), 0x2400000);
	assert_int_equal(lowest(0x2000000, 0x3000000, 0x1000, 0x400001), 0);
}

static void test_one_entry_across_4_gib(void **state)
{
	(void)state;
	space.map = (struct memmap){ 1, { { 0x100000, 0x200000000, XEN_HVM_MEMMAP_TYPE_RAM, 0 } } };
	assert_int_equal(highest(0, 0xffffffff, 0x1000, 0x1000), 0xffffe000);
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 0xffeff000), 0x100000);
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 0xfff00000), 0);
	space.map.entry[0].addr = 0x100000000;
	assert_int_equal(lowest(0, 0xffffffff, 0x1000, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_add, setup),
		cmocka_unit_test_setup(test_conflict_at_each_edge, setup),
		cmocka_unit_test_setup(test_conflict_names_the_first_area, setup),
		cmocka_unit_test_setup(test_conflict_below_4_gib, setup),
		cmocka_unit_test_setup(test_usable_at_each_edge, setup),
		cmocka_unit_test_setup(test_below_0x7000_is_the_firmwares, setup),
		cmocka_unit_test_setup(test_another_limit_of_what_is_the_firmwares, setup),
		cmocka_unit_test_setup(test_lowest, setup),
		cmocka_unit_test_setup(test_lowest_to_the_byte, setup),
		cmocka_unit_test_setup(test_edges_of_the_slot, setup),
		cmocka_unit_test_setup(test_highest, setup),
		cmocka_unit_test_setup(test_highest_does_not_reach_4_gib, setup),
		cmocka_unit_test_setup(test_no_size_is_too_much_to_ask, setup),
		cmocka_unit_test_setup(test_no_bytes_take_the_place_of_one, setup),
		cmocka_unit_test_setup(test_around_areas, setup),
		cmocka_unit_test_setup(test_areas_end_to_end, setup),
		cmocka_unit_test_setup(test_one_entry_across_4_gib, setup),
	};

	return cmocka_run_group_tests_name("area", tests, NULL, NULL);
}
