// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "unit.h"
#include "rsdp.h"

#define V1_SIZE 20
#define V2_SIZE 36

/* Exactly as large as rsdp_find is told, so that a read past the end is seen. */
static uint8_t *area;
static uint32_t area_size;

static void new_area(uint32_t size)
{
	free(area);
	area = aligned_alloc(16, size);
	area_size = size;
	memset(area, 0, size);
}

static int teardown(void **state)
{
	(void)state;
	free(area);
	area = NULL;
	return 0;
}

/* Make the `len` bytes at `at` sum up to 0 by the byte at `sum`. */
static void fix_sum(uint8_t *at, uint32_t len, uint32_t sum)
{
	uint8_t total = 0;

	at[sum] = 0;
	for (uint32_t i = 0; i < len; i++)
		total += at[i];
	at[sum] = -total;
}

static uint8_t *put_v1(uint32_t offset)
{
	uint8_t *at = area + offset;

	memcpy(at, "RSD PTR \0OEMID \0\x78\x56\x34\x12", V1_SIZE);
	fix_sum(at, V1_SIZE, 8);
	return at;
}

static uint8_t *put_v2(uint32_t offset, uint32_t length)
{
	uint8_t *at = area + offset;

	memcpy(at, "RSD PTR \0OEMID \2\x78\x56\x34\x12", V1_SIZE);
	memcpy(at + 20, &length, sizeof(length));
	memcpy(at + 24, "\xf0\xde\xbc\x9a\x78\x56\x34\x12", 8);
	fix_sum(at, V1_SIZE, 8);
	fix_sum(at, length, 32);
	return at;
}

static const void *find(void)
{
	return rsdp_find(area, area_size);
}

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

static void test_a_wrong_sum(void **state)
{
	(void)state;
	for (uint32_t i = 8; i < V1_SIZE; i++) {
		new_area(0x200);
		put_v1(0x40)[i] += i == 15 ? -1 : 1;
		assert_null(find());
	}
}

static void test_a_wrong_extended_sum(void **state)
{
	(void)state;
	for (uint32_t i = V1_SIZE; i < V2_SIZE; i++) {
		new_area(0x200);
		put_v2(0x40, V2_SIZE)[i]++;
		assert_null(find());
	}
}

static void test_the_extended_sum_counts_from_revision_2_on(void **state)
{
	const uint8_t *at;

	(void)state;
	new_area(0x200);
	at = put_v1(0x40);
	area[0x40 + 15] = 1;
	fix_sum(area + 0x40, V1_SIZE, 8);
	area[0x40 + 32] = 0x55;
	assert_ptr_equal(find(), at);
	area[0x40 + 15] = 3;
	fix_sum(area + 0x40, V1_SIZE, 8);
	assert_null(find());
}

static void put_length(uint32_t length)
{
	memcpy(put_v2(0x40, V2_SIZE) + 20, &length, sizeof(length));
}

static void test_lengths_that_cannot_be(void **state)
{
	(void)state;
	new_area(0x200);
	put_length(V2_SIZE - 1);
	fix_sum(area + 0x40, V2_SIZE - 1, 32);
	assert_null(find());
	put_length(0x1c1);
	fix_sum(area + 0x40, 0x1c0, 32);
	assert_null(find());
	put_length(0xffffffff);
	assert_null(find());
}

static void test_a_length_to_the_last_byte(void **state)
{
	const uint8_t *at;

	(void)state;
	new_area(0x200);
	at = put_v2(0x40, 0x1c0);
	assert_ptr_equal(find(), at);
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
		cmocka_unit_test(test_a_wrong_sum),
		cmocka_unit_test(test_a_wrong_extended_sum),
		cmocka_unit_test(test_the_extended_sum_counts_from_revision_2_on),
		cmocka_unit_test(test_lengths_that_cannot_be),
		cmocka_unit_test(test_a_length_to_the_last_byte),
		cmocka_unit_test(test_a_bad_one_before_a_good_one),
	};

	return cmocka_run_group_tests_name("rsdp", tests, NULL, teardown);
}
