// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz.h"
#include "start_info.h"

static const struct hvm_memmap_table_entry pc[] = {
	{ 0, 0x9fc00, 1, 0 },          { 0x9fc00, 0x400, 2, 0 },
	{ 0xf0000, 0x10000, 2, 0 },    { 0x100000, 0x1fee0000, 1, 0 },
	{ 0x1ffe0000, 0x20000, 2, 0 }, { 0xfffc0000, 0x40000, 2, 0 },
};

static const struct hvm_memmap_table_entry q35[] = {
	{ 0, 0x9fc00, 1, 0 },
	{ 0x9fc00, 0x400, 2, 0 },
	{ 0xf0000, 0x10000, 2, 0 },
	{ 0x100000, 0x7fedf000, 1, 0 },
	{ 0x7ffdf000, 0x21000, 2, 0 },
	{ 0xb0000000, 0x10000000, 2, 0 },
	{ 0xfed1c000, 0x4000, 2, 0 },
	{ 0xfffc0000, 0x40000, 2, 0 },
	{ 0x100000000, 0x80000000, 1, 0 },
	{ 0xfd00000000, 0x300000000, 2, 0 },
};

static const struct hvm_memmap_table_entry disorder[] = {
	{ 0x5000, 0x4000, 1, 0xffffffff },
	{ 0, 0x6000, 1, 0 },
	{ 0x5800, 0, 2, 0 },
	{ 0x5800, 0x400, 3, 0 },
	{ 0x5800, 0x400, 3, 0 },
	{ 0x5a00, 0x400, 4, 0 },
	{ 0xfffffffffffff000, 0x2000, 1, 0 },
	{ 0x7000, 0x1000, 12, 0 },
	{ 0x7800, 0x100, 0, 0 },
	{ 0x8000, 0x100, 7, 0 },
	{ 0x8000, 0x80, 5, 0 },
	{ 0x8080, 0x80, 6, 0 },
};

/* `count` entries that do not touch, from the highest down. */
static void scattered(uint32_t count, void (*use)(const void *, size_t))
{
	struct hvm_memmap_table_entry e[128];

	for (uint32_t i = 0; i < count; i++)
		e[i] = (struct hvm_memmap_table_entry){ (count - i) * 0x3000, 0x2000, 1 + i % 7,
							0 };
	use(e, count * sizeof(e[0]));
}

/* Small numbers, so that entries meet. */
static void crowd(uint32_t n, void (*use)(const void *, size_t))
{
	struct hvm_memmap_table_entry e[40];
	uint8_t bytes[40 * 4];

	noise(bytes, sizeof(bytes), n);
	for (uint32_t i = 0; i < 40; i++)
		e[i] = (struct hvm_memmap_table_entry){ bytes[4 * i] << 4, bytes[4 * i + 1],
							bytes[4 * i + 2] % 9, bytes[4 * i + 3] };
	use(e, (n % 41) * sizeof(e[0]));
}

void each_seed(void (*use)(const void *data, size_t size))
{
	use("", 0);
	use(pc, sizeof(pc));
	use(q35, sizeof(q35));
	use(disorder, sizeof(disorder));
	scattered(127, use);
	scattered(128, use);
	for (uint32_t n = 0; n < 200; n++)
		crowd(n, use);
}
