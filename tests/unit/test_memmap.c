// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "memory/memmap.h"

#define RAM XEN_HVM_MEMMAP_TYPE_RAM
#define RESERVED XEN_HVM_MEMMAP_TYPE_RESERVED
#define ACPI XEN_HVM_MEMMAP_TYPE_ACPI
#define UNUSABLE XEN_HVM_MEMMAP_TYPE_UNUSABLE
#define DISABLED XEN_HVM_MEMMAP_TYPE_DISABLED

#define LIST(...) ((const struct hvm_memmap_table_entry[]){ __VA_ARGS__ })
#define assert_becomes(raw, wanted) check_built(raw, COUNT(raw), wanted, COUNT(wanted))

static struct memmap map;

static void build(const struct hvm_memmap_table_entry *raw, uint32_t count)
{
	memset(&map, 0, sizeof(map));
	memmap_build(&map, raw, count);
}

static void check_built(const struct hvm_memmap_table_entry *raw, uint32_t raw_count,
			const struct hvm_memmap_table_entry *wanted, uint32_t count)
{
	build(raw, raw_count);
	assert_int_equal(map.count, count);
	assert_memory_equal(map.entry, wanted, count * sizeof(*wanted));
}

TEST(the_higher_type_wins)
{
	assert_becomes(LIST({ 0, 0x10000, RAM, 0 }, { 0x4000, 0x4000, RESERVED, 0 }),
		       LIST({ 0, 0x4000, RAM, 0 }, { 0x4000, 0x4000, RESERVED, 0 },
			    { 0x8000, 0x8000, RAM, 0 }));
	assert_becomes(LIST({ 0x4000, 0x4000, RAM, 0 }, { 0, 0x10000, RESERVED, 0 }),
		       LIST({ 0, 0x10000, RESERVED, 0 }));
	assert_becomes(LIST({ 0, 0x3000, UNUSABLE, 0 }, { 0x2000, 0x3000, DISABLED, 0 },
			    { 0x1000, 0x5000, ACPI, 0 }),
		       LIST({ 0, 0x2000, UNUSABLE, 0 }, { 0x2000, 0x3000, DISABLED, 0 },
			    { 0x5000, 0x1000, ACPI, 0 }));
}

TEST(an_entry_that_wraps_reaches_to_the_top)
{
	assert_becomes(LIST({ 0xfffffffffffff000, 0x2000, RAM, 0 }),
		       LIST({ 0xfffffffffffff000, 0xfff, RAM, 0 }));
	assert_becomes(LIST({ 0x1000, 0xffffffffffffffff, RESERVED, 0 }, { 0, 0x2000, RAM, 0 }),
		       LIST({ 0, 0x1000, RAM, 0 }, { 0x1000, 0xffffffffffffefff, RESERVED, 0 }));
	assert_becomes(LIST({ 0xfffffffffffff000, 0x1000, ACPI, 0 }),
		       LIST({ 0xfffffffffffff000, 0xfff, ACPI, 0 }));
}

TEST(unknown_types_are_reserved)
{
	assert_becomes(LIST({ 0, 0x1000, 0, 0 }, { 0x1000, 0x1000, 8, 0 },
			    { 0x2000, 0x1000, 0xffffffff, 0 }),
		       LIST({ 0, 0x3000, RESERVED, 0 }));
	assert_becomes(LIST({ 0, 0x1000, 0xf0000000, 0 }, { 0, 0x1000, ACPI, 0 }),
		       LIST({ 0, 0x1000, ACPI, 0 }));
}

TEST(nothing_is_no_map)
{
	assert_refuses(build(NULL, 0), "no memory map");
	assert_refuses(build(LIST({ 0x1000, 0, RAM, 0 }), 1), "no memory map");
}

/* Entries that do not touch each other. */
static const struct hvm_memmap_table_entry *scattered(uint32_t count)
{
	static struct hvm_memmap_table_entry entry[128];

	for (uint32_t i = 0; i < count; i++)
		entry[i] =
			(struct hvm_memmap_table_entry){ (count - 1 - i) * 0x2000, 0x1000, RAM, 0 };
	return entry;
}

TEST(127_entries_are_the_limit)
{
	build(scattered(127), 127);
	assert_int_equal(map.count, 127);
	assert_int_equal(map.entry[0].addr, 0);
	assert_int_equal(map.entry[126].addr, 126 * 0x2000);
	assert_refuses(build(scattered(128), 128), "memory map is too long");
}

TEST(128_raw_entries_may_merge_into_fewer)
{
	struct hvm_memmap_table_entry raw[128];

	memcpy(raw, scattered(127), 127 * sizeof(raw[0]));
	raw[127] = (struct hvm_memmap_table_entry){ 0x1000, 0x1000, RAM, 0 };
	build(raw, 128);
	assert_int_equal(map.count, 126);
	assert_int_equal(map.entry[0].size, 0x3000);
}
