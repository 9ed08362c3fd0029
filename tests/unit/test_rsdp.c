// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "unit.h"
#include "firmware/rsdp.h"

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

/* Make the `len` bytes at `at` sum up to 0 by the byte at `sum`. */
static void fix_sum(uint8_t *at, uint32_t len, uint32_t sum)
{
	uint8_t total = 0;

	at[sum] = 0;
	for (uint32_t i = 0; i < len; i++)
		total += at[i];
	at[sum] = -total;
}

/* A good one of revision 0, or of revision 2 and any length: its address. */
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

TEST(nothing_there)
{
	new_area(0x400);
	assert_null(find());
	assert_null(rsdp_find(area, 0));
}

TEST(revision_0_anywhere)
{
	for (uint32_t offset = 0; offset + 32 <= 0x200; offset += 16) {
		new_area(0x200);
		assert_ptr_equal(find(), put_v1(offset));
	}
}

TEST(revision_0_needs_20_bytes)
{
	new_area(0x200);
	put_v1(0x1e0);
	assert_null(rsdp_find(area, 0x1f0));
}

TEST(revision_2_anywhere)
{
	for (uint32_t offset = 0; offset + 48 <= 0x200; offset += 16) {
		new_area(0x200);
		assert_ptr_equal(find(), put_v2(offset, V2_SIZE));
	}
}

TEST(revision_2_at_the_very_end)
{
	const uint8_t *at;

	new_area(0x200);
	at = put_v2(0x1d0, 48);
	assert_ptr_equal(find(), at);
	assert_null(rsdp_find(area, 0x1f0));
}

TEST(off_the_16_byte_boundary)
{
	for (uint32_t shift = 1; shift < 16; shift++) {
		new_area(0x200);
		put_v1(0x40 + shift);
		assert_null(find());
	}
}

TEST(one_byte_of_the_signature)
{
	for (uint32_t i = 0; i < 8; i++) {
		new_area(0x200);
		put_v1(0x40)[i] ^= 1;
		fix_sum(area + 0x40, V1_SIZE, 8);
		assert_null(find());
	}
}

TEST(a_bad_one_before_a_good_one)
{
	const uint8_t *at;

	new_area(0x200);
	put_v1(0x20)[9]++;
	put_v2(0x60, V2_SIZE)[33]++;
	at = put_v1(0xa0);
	put_v1(0xe0);
	assert_ptr_equal(find(), at);
}

TEST(a_wrong_sum)
{
	for (uint32_t i = 8; i < V1_SIZE; i++) {
		new_area(0x200);
		put_v1(0x40)[i] += i == 15 ? -1 : 1;
		assert_null(find());
	}
}

TEST(a_wrong_extended_sum)
{
	for (uint32_t i = V1_SIZE; i < V2_SIZE; i++) {
		new_area(0x200);
		put_v2(0x40, V2_SIZE)[i]++;
		assert_null(find());
	}
}

TEST(the_extended_sum_counts_from_revision_2_on)
{
	const uint8_t *at;

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

TEST(lengths_that_cannot_be)
{
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

TEST(a_length_to_the_last_byte)
{
	const uint8_t *at;

	new_area(0x200);
	at = put_v2(0x40, 0x1c0);
	assert_ptr_equal(find(), at);
}
