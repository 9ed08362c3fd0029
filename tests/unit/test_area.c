// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "area_fixture.h"
#include "layout.h"

TEST_AFTER(area_setup, add)
{
	struct area *first = area_add(&ram, 0x1000, 0x100), *second = area_add(&ram, 0x2000, 0x200);

	assert_int_equal(ram.count, 2);
	assert_ptr_equal(first, ram.area);
	assert_ptr_equal(second, ram.area + 1);
	assert_int_equal(second->start, 0x2000);
	assert_int_equal(second->size, 0x200);
	assert_int_equal(second->key, 0);
	assert_int_equal(second->filled, 0);
}

TEST_AFTER(area_setup, conflict_at_each_edge)
{
	const struct area *a = area_add(&ram, 0x2000, 0x1000);

	assert_null(area_conflict(&ram, 0x1000, 0x1000));
	assert_ptr_equal(area_conflict(&ram, 0x1000, 0x1001), a);
	assert_ptr_equal(area_conflict(&ram, 0x2fff, 1), a);
	assert_null(area_conflict(&ram, 0x3000, 0x1000));
	assert_ptr_equal(area_conflict(&ram, 0x2400, 0x10), a);
	assert_ptr_equal(area_conflict(&ram, 0, 0x10000), a);
	assert_null(area_conflict(&ram, 0x2000, 0));
}

TEST_AFTER(area_setup, conflict_names_the_first_area)
{
	const struct area *high = area_add(&ram, 0x4000, 0x1000);

	area_add(&ram, 0x2000, 0x1000);
	assert_ptr_equal(area_conflict(&ram, 0x2000, 0x3000), high);
}

TEST_AFTER(area_setup, conflict_below_4_gib)
{
	const struct area *a = area_add(&ram, 0xfffff000, 0xfff);

	assert_ptr_equal(area_conflict(&ram, 0xfffffffe, 1), a);
	assert_null(area_conflict(&ram, 0xffffffff, 0));
	assert_null(area_conflict(&ram, 0xffffe000, 0x1000));
}

static bool is_usable(uint32_t start, uint32_t size, struct conflict *conflict)
{
	const struct area area = { .start = start, .size = size };

	return area_is_usable(&ram, &area, ROM_LIVE_END, conflict);
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

TEST_AFTER(area_setup, usable_at_each_edge)
{
	assert_usable(0x7000, 0x98c00);
	assert_usable(0x100000, 0xf00000);
	assert_unusable(0x9fbff, 2, (struct conflict){ 0x9fc00, 0x9fc00, "reserved" });
	assert_unusable(0xfffff, 2, (struct conflict){ 0xfffff, 0xfffff, "reserved" });
	assert_unusable(0x100000, 0xf00001, (struct conflict){ 0x1000000, 0x1000000, "absent" });
}

TEST_AFTER(area_setup, below_0x7000_is_the_firmwares)
{
	assert_unusable(0x6fff, 1, (struct conflict){ 0x6fff, 0x6fff, "in use" });
	assert_unusable(0x6000, 0x2000, (struct conflict){ 0x6000, 0x6fff, "in use" });
}

TEST_AFTER(area_setup, another_limit_of_what_is_the_firmwares)
{
	const struct area low = { .start = 0x8ffff, .size = 1 },
			  next = { .start = 0x90000, .size = 1 };
	struct conflict conflict;

	assert_true(area_is_usable(&ram, &next, 0x90000, &conflict));
	assert_false(area_is_usable(&ram, &low, 0x90000, &conflict));
	assert_int_equal(conflict.start, 0x8ffff);
	assert_int_equal(conflict.last, 0x8ffff);
	assert_string_equal(conflict.what, "in use");
}
