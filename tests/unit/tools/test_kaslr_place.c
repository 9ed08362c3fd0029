// SPDX-License-Identifier: GPL-2.0-or-later
#include "kaslr_place.h"
#include "unit_test.h"

#define MIB ((uint64_t)1 << 20)
#define MOST 479 /* places that there can be for the first of these kernels */

/* Debian's cloud kernel 6.1. */
static const struct kaslr_kernel cloud = { true, 2 * MIB, 16 * MIB, 0x3378000 };
static const struct kaslr_kernel pae = { false, 16 * MIB, 16 * MIB, 0x1135000 };

static uint64_t places(const struct kaslr_kernel *kernel, uint64_t memory, uint64_t initrd)
{
	const struct kaslr_guest guest = { memory, initrd };

	return kaslr_places(kernel, &guest);
}

/* 24 MiB are SeaBIOS's. */
TEST(memory)
{
	assert_int_equal(places(&cloud, 128 * MIB, 0), 19);
	assert_int_equal(places(&cloud, 512 * MIB, 0), 211);
	assert_int_equal(places(&cloud, 1000 * MIB, 0), 455);
	assert_int_equal(places(&pae, 128 * MIB, 0), 5);
	assert_int_equal(places(&pae, 512 * MIB, 0), 29);
}

TEST(no_place_ends_above_the_limit)
{
	static const uint64_t memories[] = { 1048 * MIB, 2048 * MIB, 4096 * MIB, 6144 * MIB,
					     UINT64_MAX };

	for (size_t i = 0; i < COUNT(memories); i++) {
		assert_int_equal(places(&cloud, memories[i], 0), MOST);
		assert_int_equal(places(&pae, memories[i], 0), 30);
	}
}

TEST(to_the_byte)
{
	const struct kaslr_kernel odd = { true, 2 * MIB, 16 * MIB, cloud.size + 1 };
	const uint64_t two = 24 * MIB + cloud.start + cloud.size + 2 * MIB;

	assert_int_equal(places(&cloud, two, 0), 2);
	assert_int_equal(places(&cloud, two - 1, 0), 1);
	assert_int_equal(places(&cloud, two + 1, 1), 2);
	assert_int_equal(places(&cloud, two, 1), 1);
	assert_int_equal(places(&cloud, two + 4096, 4096), 2);
	assert_int_equal(places(&cloud, two + 4096, 4097), 1);
	assert_int_equal(places(&odd, two + 1, 0), 2);
	assert_int_equal(places(&odd, two + 4096, 4095), 1); /* an initrd begins with a page */
}

TEST(own_place_is_left)
{
	assert_int_equal(places(&cloud, 24 * MIB, 0), 1);
	assert_int_equal(places(&cloud, 0, 0), 1);
	assert_int_equal(places(&cloud, 512 * MIB, 511 * MIB), 1);
	assert_int_equal(places(&cloud, 512 * MIB, UINT64_MAX), 1);
}

/* An initrd ends where the low RAM does, at 2 GiB at least on a large guest. */
TEST(initrd)
{
	assert_int_equal(places(&cloud, 512 * MIB, 100 * MIB), 161);
	assert_int_equal(places(&cloud, 6144 * MIB, 400 * MIB), 479);
	assert_int_equal(places(&cloud, 6144 * MIB, 1000 * MIB), 479);
	assert_int_equal(places(&cloud, 6144 * MIB, 1010 * MIB), 474);
}

/* i386 copies it from the end of RAM to below 768 MiB. */
TEST(initrd_of_i386)
{
	assert_int_equal(places(&pae, 6144 * MIB, 256 * MIB), 30);
	assert_int_equal(places(&pae, 6144 * MIB, 400 * MIB), 21);
	assert_int_equal(places(&pae, 6144 * MIB, 800 * MIB), 1);
	assert_int_equal(places(&pae, 512 * MIB, 256 * MIB), 13);
}

/* All numbers up to a multiple of the places: each place is there as often as any other. */
TEST(every_place_as_often)
{
	for (uint64_t count = 1; count <= MOST; count++) {
		unsigned int hits[MOST] = { 0 };

		for (uint64_t number = 0; number < 3 * count; number++) {
			uint64_t which = count;

			assert_true(kaslr_choose(number, count, &which));
			assert_true(which < count);
			hits[which]++;
		}
		for (uint64_t which = 0; which < count; which++)
			assert_int_equal(hits[which], 3);
	}
}

/* The highest numbers, of which there are too few for all places. */
TEST(numbers_left_over)
{
	for (uint64_t count = 1; count <= MOST; count++) {
		uint64_t left_over = (UINT64_MAX - count + 1) % count, which;

		assert_int_equal((UINT64_MAX - left_over) % count, count - 1);
		assert_true(kaslr_choose(UINT64_MAX - left_over, count, &which));
		assert_int_equal(which, count - 1);
		for (uint64_t i = 0; i < left_over; i++)
			assert_false(kaslr_choose(UINT64_MAX - i, count, &which));
	}
}
