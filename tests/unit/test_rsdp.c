// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "firmware/rsdp.h"
#include "rsdp_fixture.h"

static void test_nothing_there(void **state)
{
	(void)state;
	new_area(0x400);
	assert_null(find());
	assert_null(rsdp_find(area, 0));
}

static void test_revision_0_anywhere(void **state)
{
	(void)state;
	for (uint32_t offset = 0; offset + 32 <= 0x200; offset += 16) {
		new_area(0x200);
		assert_ptr_equal(find(), put_v1(offset));
	}
}

static void test_revision_0_needs_20_bytes(void **state)
{
	(void)state;
	new_area(0x200);
	put_v1(0x1e0);
	assert_null(rsdp_find(area, 0x1f0));
}

static void test_revision_2_anywhere(void **state)
{
	(void)state;
	for (uint32_t offset = 0; offset + 48 <= 0x200; offset += 16) {
		new_area(0x200);
		assert_ptr_equal(find(), put_v2(offset, V2_SIZE));
	}
}

static void test_revision_2_at_the_very_end(void **state)
{
	const uint8_t *at;

	(void)state;
	new_area(0x200);
	at = put_v2(0x1d0, 48);
	assert_ptr_equal(find(), at);
	assert_null(rsdp_find(area, 0x1f0));
}

static void test_off_the_16_byte_boundary(void **state)
{
	(void)state;
	for (uint32_t shift = 1; shift < 16; shift++) {
		new_area(0x200);
		put_v1(0x40 + shift);
		assert_null(find());
	}
}

static void test_one_byte_of_the_signature(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 8; i++) {
		new_area(0x200);
		put_v1(0x40)[i] ^= 1;
		fix_sum(area + 0x40, V1_SIZE, 8);
		assert_null(find());
	}
}

static void test_a_bad_one_before_a_good_one(void **state)
{
	const uint8_t *at;

	(void)state;
	new_area(0x200);
	put_v1(0x20)[9]++;
	put_v2(0x60, V2_SIZE)[33]++;
	at = put_v1(0xa0);
	put_v1(0xe0);
	assert_ptr_equal(find(), at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_revision_0_anywhere),
		cmocka_unit_test(test_revision_0_needs_20_bytes),
		cmocka_unit_test(test_revision_2_anywhere),
		cmocka_unit_test(test_revision_2_at_the_very_end),
		cmocka_unit_test(test_off_the_16_byte_boundary),
		cmocka_unit_test(test_one_byte_of_the_signature),
		cmocka_unit_test(test_a_bad_one_before_a_good_one),
	};

	return cmocka_run_group_tests_name("rsdp", tests, NULL, rsdp_teardown);
}
