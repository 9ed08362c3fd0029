// SPDX-License-Identifier: GPL-2.0-or-later
/* start_info, the tables beside it and the command line. */
#include "unit.h"
#include "layout.h"
#include "plan_fixture.h"

TEST_AFTER(plan_setup, nothing_but_a_kernel)
{
	make_plan();
	assert_int_equal(plan.tables_paddr, TABLES_BASE);
	assert_int_equal(INFO.magic, 0x336ec578);
	assert_int_equal(INFO.version, 1);
	assert_int_equal(INFO.flags, 0);
	assert_int_equal(INFO.nr_modules, 0);
	assert_int_equal(INFO.modlist_paddr, 0);
	assert_int_equal(INFO.cmdline_paddr, TABLES_BASE + offsetof(struct tables, empty_string));
	assert_int_equal(INFO.rsdp_paddr, RSDP);
	assert_int_equal(INFO.memmap_paddr, TABLES_BASE + sizeof(struct tables));
	assert_int_equal(INFO.memmap_entries, 6);
	assert_int_equal(INFO.reserved, 0);
	assert_int_equal(plan.space.count, 3);
	assert_planned(2, TABLES_BASE, TABLES_SIZE, 0);
	assert_sound();
}

TEST_AFTER(plan_setup, the_guest_s_descriptor_table)
{
	make_plan();
	assert_memory_equal(plan.tables.gdt, "the descriptor table of the stage, forty-eight.",
			    GDT_SIZE);
	assert_int_equal((plan.tables_paddr + offsetof(struct tables, gdt)) % 8, 0);
}

TEST_AFTER(plan_setup, tables_make_way_for_the_kernel)
{
	SET_PHDR(&image, 1, p_paddr, TABLES_BASE + 0x100);
	make_plan();
	assert_int_equal(plan.tables_paddr, TABLES_BASE + 0x1100);
	assert_sound();
}

TEST_AFTER(plan_setup, tables_above_1_mib_if_they_must)
{
	SET_PHDR(&image, 1, p_paddr, ROM_LIVE_END);
	SET_PHDR(&image, 1, p_memsz, LOW_RAM_END - ROM_LIVE_END);
	make_plan();
	assert_int_equal(plan.tables_paddr, TOP_OF_RAM - TABLES_SIZE);
	assert_sound();
}

/* Linux reads them before it has mapped more. */
TEST_AFTER(plan_setup, tables_stay_below_1_gib)
{
	static const struct hvm_memmap_table_entry large[] = { { 0x100000, 0x7ff00000,
								 XEN_HVM_MEMMAP_TYPE_RAM, 0 } };

	use_map(large, COUNT(large));
	make_plan();
	assert_int_equal(plan.tables_paddr, 0x40000000 - 0x290);
	assert_sound();
}

TEST_AFTER(plan_setup, no_room_for_tables)
{
	static const struct hvm_memmap_table_entry tight[] = {
		{ 0x100000, 0x1000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
		{ 0x200000, 0x1000, XEN_HVM_MEMMAP_TYPE_RAM, 0 }
	};

	use_map(tight, COUNT(tight));
	assert_refuses(make_plan(), "no room for tables (672 bytes)");
}

TEST_AFTER(plan_setup, map_without_entries)
{
	use_map(NULL, 0);
	assert_refuses(make_plan(), "no memory map");
}

TEST_AFTER(plan_setup, cmdline_of_append)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 12);
	make_plan();
	assert_int_equal(INFO.cmdline_paddr, TABLES_BASE + TABLES_SIZE);
	assert_planned(3, TABLES_BASE + TABLES_SIZE, 12, FW_CFG_CMDLINE_DATA);
	assert_int_equal(plan.space.area[3].filled, 11);
	assert_true(plan.space.area[3].is_text);
	assert_sound();
}

TEST_AFTER(plan_setup, cmdline_of_append_without_a_word)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 1);
	make_plan();
	assert_int_equal(INFO.cmdline_paddr, TABLES_BASE + TABLES_SIZE);
	assert_planned(3, TABLES_BASE + TABLES_SIZE, 1, FW_CFG_CMDLINE_DATA);
}

TEST_AFTER(plan_setup, cmdline_file_goes_before_append)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 12);
	use_file(&dir.file[FW_CMDLINE], "console=ttyS0", 13);
	make_plan();
	assert_planned(3, TABLES_BASE + TABLES_SIZE, 14, dir.file[FW_CMDLINE].key);
	assert_int_equal(plan.space.area[3].filled, 13);
	assert_int_equal(plan.space.count, 4);
}

TEST_AFTER(plan_setup, empty_cmdline_file)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 12);
	use_file(&dir.file[FW_CMDLINE], "", 0);
	make_plan();
	assert_planned(3, TABLES_BASE + TABLES_SIZE, 1, dir.file[FW_CMDLINE].key);
	assert_int_equal(INFO.cmdline_paddr, TABLES_BASE + TABLES_SIZE);
}

TEST_AFTER(plan_setup, cmdline_fills_low_memory)
{
	const uint32_t room = LOW_RAM_END - TABLES_BASE - TABLES_SIZE;

	use_file(&dir.file[FW_CMDLINE], NULL, room - 1);
	make_plan();
	assert_int_equal(INFO.cmdline_paddr, TABLES_BASE + TABLES_SIZE);
	use_file(&dir.file[FW_CMDLINE], NULL, room);
	make_plan();
	assert_int_equal(INFO.cmdline_paddr, (TOP_OF_RAM - room - 1) & -16);
	assert_sound();
}

TEST_AFTER(plan_setup, no_room_for_the_cmdline)
{
	use_file(&dir.file[FW_CMDLINE], NULL, TOP_OF_RAM);
	assert_refuses(make_plan(), "no room for command line (134086657 bytes)");
	dir.file[FW_CMDLINE].size = 0xfffffffe;
	assert_refuses(make_plan(), "no room for command line (4294967295 bytes)");
}

/* With its NUL one byte more than can be counted. */
TEST_AFTER(plan_setup, cmdline_of_4_gib)
{
	use_file(&dir.file[FW_CMDLINE], NULL, 0xffffffff);
	assert_refuses(make_plan(), "no room for command line (0 bytes)");
}
