// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "memory/memmap.h"

/* Every type once, holes between 0x18000 and 0x20000 and above the last. */
static const struct memmap map = {
	.count = 9,
	.entry = {
		{ 0x10000, 0x1000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
		{ 0x11000, 0x1000, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
		{ 0x12000, 0x1000, XEN_HVM_MEMMAP_TYPE_ACPI, 0 },
		{ 0x13000, 0x1000, XEN_HVM_MEMMAP_TYPE_NVS, 0 },
		{ 0x14000, 0x1000, XEN_HVM_MEMMAP_TYPE_UNUSABLE, 0 },
		{ 0x15000, 0x1000, XEN_HVM_MEMMAP_TYPE_DISABLED, 0 },
		{ 0x16000, 0x1000, XEN_HVM_MEMMAP_TYPE_PMEM, 0 },
		{ 0x17000, 0x1000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
		{ 0x20000, 0xfff00000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
	},
};

static void assert_ram(uint32_t start, uint32_t size)
{
	struct conflict conflict;

	assert_true(memmap_is_ram(&map, start, size, &conflict));
}

static void assert_not_ram(uint32_t start, uint32_t size, struct conflict wanted)
{
	struct conflict conflict = { 0 };

	assert_false(memmap_is_ram(&map, start, size, &conflict));
	assert_int_equal(conflict.start, wanted.start);
	assert_int_equal(conflict.last, wanted.last);
	assert_string_equal(conflict.what, wanted.what);
}

TEST(inside)
{
	assert_ram(0x10000, 0x1000);
	assert_ram(0x10000, 1);
	assert_ram(0x10fff, 1);
	assert_ram(0x20000, 0xffee0000);
}

TEST(no_bytes_are_ram_anywhere)
{
	assert_ram(0x10000, 0);
	assert_ram(0x11000, 0);
	assert_ram(0, 0);
	assert_ram(0xffffffff, 0);
}

TEST(one_byte_off)
{
	assert_not_ram(0xffff, 0x1001, (struct conflict){ 0xffff, 0xffff, "absent" });
	assert_not_ram(0x10000, 0x1001, (struct conflict){ 0x11000, 0x11000, "reserved" });
	assert_not_ram(0xffff, 1, (struct conflict){ 0xffff, 0xffff, "absent" });
	assert_not_ram(0x11000, 1, (struct conflict){ 0x11000, 0x11000, "reserved" });
}

TEST(every_type_has_its_name)
{
	static const char *const names[] = { "reserved", "ACPI data", "ACPI NVS",
					     "bad",      "disabled",  "pmem" };

	for (uint32_t i = 0; i < COUNT(names); i++) {
		uint32_t start = 0x11000 + i * 0x1000;

		assert_not_ram(start, 0x1000, (struct conflict){ start, start + 0xfff, names[i] });
	}
}

TEST(only_the_first_conflict_is_told)
{
	assert_not_ram(0x10800, 0x10000, (struct conflict){ 0x11000, 0x11fff, "reserved" });
	assert_not_ram(0x17800, 0x10000, (struct conflict){ 0x18000, 0x1ffff, "absent" });
}

TEST(the_conflict_is_cut_to_the_range)
{
	assert_not_ram(0x11800, 0x400, (struct conflict){ 0x11800, 0x11bff, "reserved" });
	assert_not_ram(0x18800, 0x400, (struct conflict){ 0x18800, 0x18bff, "absent" });
}

TEST(the_top_of_4_gib)
{
	assert_not_ram(0xfff1f000, 0x2000, (struct conflict){ 0xfff20000, 0xfff20fff, "absent" });
	assert_not_ram(0xfffff000, 0x1000, (struct conflict){ 0xfffff000, 0xffffffff, "absent" });
}
