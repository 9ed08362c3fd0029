// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "firmware/claim.h"
#include "firmware/pmm.h"

#define RAM XEN_HVM_MEMMAP_TYPE_RAM
#define RESERVED XEN_HVM_MEMMAP_TYPE_RESERVED
#define KEPT 0x1f000000u
#define TOP 0x20000000u
#define MARGIN 0x80000u
#define HOLES_MAX 12

/* What SeaBIOS keeps of a machine of 512 MiB, as its allocator has it: holes, highest first, taken
 * from their ends. */
static struct {
	uint32_t start, end;
} holes[HOLES_MAX];
static uint32_t hole_count, calls, taken;
static bool has_pmm;

static struct hvm_memmap_table_entry map[8];
static struct firmware firmware;

static void add_hole(uint32_t start, uint32_t end)
{
	holes[hole_count].start = start;
	holes[hole_count++].end = end;
}

bool pmm_start(void)
{
	return has_pmm;
}

uint32_t pmm_call(uint32_t function, uint32_t argument)
{
	uint32_t largest = 0;

	calls++;
	if (function == PMM_DEALLOCATE) {
		taken--;
		return 0;
	}
	for (uint32_t i = 0; i < hole_count; i++) {
		uint32_t size = holes[i].end - holes[i].start;

		largest = size > largest ? size : largest;
		if (argument && size >= argument * 16) {
			taken++;
			return holes[i].end -= argument * 16;
		}
	}
	return argument ? 0 : largest;
}

static int setup(void **state __attribute__((unused)))
{
	static const struct hvm_memmap_table_entry seabios[] = {
		{ 0, 0x9fc00, RAM, 0 },
		{ 0x100000, KEPT - 0x100000, RAM, 0 },
		{ KEPT, TOP - KEPT, RESERVED, 0 }
	};

	claim_undo();
	hole_count = calls = taken = 0;
	has_pmm = true;
	memcpy(map, seabios, sizeof(seabios));
	firmware = (struct firmware){ .e820 = map, .e820_count = 3 };
	return 0;
}

void firmware_add_entry(struct firmware *f, uint32_t start, uint32_t end, uint32_t type)
{
	f->e820[f->e820_count++] = (struct hvm_memmap_table_entry){ start, end - start, type, 0 };
}

struct hvm_memmap_table_entry *firmware_find_entry(const struct firmware *f, uint32_t address,
						   uint32_t type)
{
	for (uint32_t i = 0; i < f->e820_count; i++)
		if (f->e820[i].type == type && address - f->e820[i].addr < f->e820[i].size)
			return f->e820 + i;
	return NULL;
}

static void assert_ram(uint32_t start, uint32_t end)
{
	assert_int_equal(firmware.e820_count, 5);
	assert_int_equal(map[2].addr, KEPT);
	assert_int_equal(map[2].size, start - KEPT);
	assert_int_equal(map[3].addr, start);
	assert_int_equal(map[3].size, end - start);
	assert_int_equal(map[3].type, RAM);
	assert_int_equal(map[4].addr, end);
	assert_int_equal(map[4].size, TOP - end);
	assert_int_equal(map[4].type, RESERVED);
}

TEST_AFTER(setup, usually_one_call)
{
	add_hole(KEPT, TOP - 0x23000);
	claim_memory(&firmware, true);
	assert_int_equal(calls, 1);
	assert_ram(TOP - 0x23000 - 0xfc0000, TOP - 0x23000 - MARGIN);
}

TEST_AFTER(setup, asks_first_where_others_take_memory)
{
	add_hole(KEPT, TOP - 0x234560);
	claim_memory(&firmware, false);
	assert_int_equal(calls, 2);
	assert_ram(KEPT, (TOP - 0x234560 - MARGIN) & -0x1000);
}

TEST_AFTER(setup, asks_first_where_the_memory_is_small)
{
	map[1].size = 0x2000000;
	map[2].addr = map[1].addr + map[1].size;
	map[2].size = 0x1000000;
	add_hole(map[2].addr, map[2].addr + 0x900000);
	claim_memory(&firmware, true);
	assert_int_equal(calls, 2);
	assert_int_equal(map[3].addr, 0x2100000);
	assert_int_equal(map[3].size, 0x900000 - MARGIN);
}

TEST_AFTER(setup, the_lowest_hole)
{
	add_hole(TOP - 0x900000, TOP);
	add_hole(KEPT, KEPT + 0x600000);
	claim_memory(&firmware, false);
	assert_ram(KEPT, KEPT + 0x600000 - MARGIN);
	assert_int_equal(taken, 2);
	claim_undo();
	assert_int_equal(taken, 0);
}

TEST_AFTER(setup, nothing_at_the_beginning)
{
	add_hole(KEPT + 0x100000, TOP);
	claim_memory(&firmware, false);
	assert_int_equal(firmware.e820_count, 3);
	claim_undo();
	assert_int_equal(taken, 0);
}

TEST_AFTER(setup, little_is_left_alone)
{
	add_hole(KEPT, KEPT + MARGIN);
	claim_memory(&firmware, false);
	assert_int_equal(firmware.e820_count, 3);
	assert_int_equal(calls, 1);
}

TEST_AFTER(setup, no_pmm)
{
	has_pmm = false;
	claim_memory(&firmware, true);
	assert_int_equal(calls, 0);
	assert_int_equal(firmware.e820_count, 3);
}

TEST_AFTER(setup, many_holes)
{
	for (uint32_t i = HOLES_MAX; i; i--)
		add_hole(KEPT + i * 0x100000 + 0x50000, KEPT + i * 0x100000 + 0xf0000);
	claim_memory(&firmware, false);
	assert_int_equal(firmware.e820_count, 3);
	claim_undo();
	assert_int_equal(taken, 0);
}
