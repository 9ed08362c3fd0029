// SPDX-License-Identifier: GPL-2.0-or-later
/* Sums and lengths. */
#include <string.h>
#include "unit.h"
#include "firmware/rsdp.h"
#include "rsdp_fixture.h"

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
