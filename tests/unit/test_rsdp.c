// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "firmware/rsdp.h"
#include "rsdp_fixture.h"

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
