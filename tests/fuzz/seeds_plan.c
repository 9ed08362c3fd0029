// SPDX-License-Identifier: GPL-2.0-or-later
/* Written the way plan_input.c reads: machines and kernels that mostly go well together, and some
 * noise. */
#include "fuzz.h"

#define SEED_MAX 400
#define NOISE 200 /* bytes; an input that is used up reads as zeros */
#define MODULES 6

static uint8_t bytes[SEED_MAX];
static size_t used;
static uint32_t random_state;

static void put(uint32_t value, uint32_t size)
{
	for (; size; size--, value >>= 8)
		bytes[used++] = value;
}

/* As take_size takes it, to 16 bits. */
static void put_size(uint32_t value)
{
	uint32_t shift = 0;

	while (value >> shift > 0xffff)
		shift++;
	put(shift, 1);
	put(value >> shift, 2);
}

/* The same numbers in every run. */
static uint32_t choose(uint32_t below)
{
	random_state = random_state * 1664525 + 1013904223;
	return (random_state >> 8) % below;
}

static void put_firmware(void)
{
	uint32_t more = choose(3);

	put(choose(7), 1);
	put(1, 1);
	put(more, 1);
	while (more--) {
		put_size(choose(0x4000000));
		put_size(choose(0x100000));
		put(1 + choose(4), 1);
	}
	put(choose(2) ? 639 : choose(641), 2);
	put(0xf5270, 4);
}

/* Segments one after the other from `start` on. */
static void put_kernel(uint32_t start, bool is_qemus)
{
	uint32_t segments = 1 + choose(6);

	put(segments, 1);
	put(is_qemus, 1);
	for (; segments; segments--) {
		uint32_t size = 0x1000 << choose(10);

		put(choose(8), 1);
		put_size(start);
		put_size(size);
		start += size + 0x1000 * choose(4);
	}
	put(1 + 2 * choose(100), 1);
	put_size(0);
	put(choose(2), 1);
	if (bytes[used - 1]) {
		put(12 + choose(12), 1);
		put_size(choose(0x4000000));
		put_size(choose(0x40000000));
	}
}

static void put_modules(void)
{
	uint32_t count = choose(MODULES);

	put((1 << count) - 1 - choose(2), 2);
	put(((1 << count) - 1) & choose(0x10000), 2);
	while (count--) {
		put_size(choose(0x10000) << choose(10));
		put_size(choose(0x1000));
	}
}

static void some_plan(uint32_t n)
{
	random_state = n;
	used = 0;
	put_firmware();
	put_kernel(n % 3 ? 0x100000U << choose(6) : choose(0x10000000), n & 1);
	put(choose(2), 1);
	if (bytes[used - 1])
		put_size(choose(0x20000));
	put_size(choose(0x20000));
	put_size(choose(2) * choose(0x1000000));
	put_size(choose(0x2000) * 0x1000);
	put_modules();
}

void each_seed(void (*use)(const void *data, size_t size))
{
	for (uint32_t n = 0; n < 500; n++) {
		some_plan(n);
		use(bytes, used);
	}
	for (uint32_t n = 0; n < 200; n++) {
		noise(bytes, NOISE, n);
		use(bytes, n);
	}
}
