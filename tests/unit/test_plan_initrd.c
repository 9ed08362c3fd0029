// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the initrd goes. */
#include "unit.h"
#include "layout.h"
#include "plan_fixture.h"

/* The initrd is the only module, and lies there. */
static void assert_initrd(uint32_t start, uint32_t size, uint16_t key)
{
	make_plan();
	assert_int_equal(INFO.nr_modules, 1);
	assert_int_equal(INFO.modlist_paddr, plan.tables_paddr + offsetof(struct tables, modlist));
	assert_listed(0, start, size, 0);
	assert_planned(FIRST_MODULE, start, size, key);
	assert_int_equal(plan.space.area[FIRST_MODULE].filled, size);
	assert_int_equal(plan.space.area[FIRST_MODULE].offset, 0);
	assert_false(plan.space.area[FIRST_MODULE].is_text);
	assert_sound();
}

TEST_AFTER(plan_setup, none)
{
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	assert_int_equal(INFO.modlist_paddr, 0);
}

TEST_AFTER(plan_setup, initrd_where_qemu_would_have_it)
{
	use_qemus_initrd(0x7f00000, 0x1801);
	assert_initrd(0x7f00000, 0x1801, FW_CFG_INITRD_DATA);
	use_qemus_initrd(TOP_OF_RAM - 0x1000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
}

TEST_AFTER(plan_setup, initrd_where_qemus_place_is_not_ram)
{
	use_qemus_initrd(TOP_OF_RAM - 0x1000, 0x1001);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x1001, FW_CFG_INITRD_DATA);
	use_qemus_initrd(TOP_OF_RAM, 1);
	assert_initrd(TOP_OF_RAM - 0x1000, 1, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0xfffff000, 0x2000);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x2000, FW_CFG_INITRD_DATA);
}

TEST_AFTER(plan_setup, initrd_where_qemus_place_is_taken)
{
	use_qemus_initrd(0x200000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x1ff000, 0x1000);
	assert_initrd(0x1ff000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x1ff000, 0x1001);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x1001, FW_CFG_INITRD_DATA);
}

TEST_AFTER(plan_setup, initrd_not_below_1_mib_nor_off_a_page)
{
	use_qemus_initrd(0x20000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x7000800, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
}

TEST_AFTER(plan_setup, initrd_sizes_around_a_page)
{
	static const uint32_t sizes[] = { 1, 4094, 4095, 4096, 4097, 8191, 8192, 8193, 700000 };

	for (uint32_t i = 0; i < COUNT(sizes); i++) {
		use_qemus_initrd(0, sizes[i]);
		assert_initrd((TOP_OF_RAM - sizes[i]) & -4096, sizes[i], FW_CFG_INITRD_DATA);
	}
}

TEST_AFTER(plan_setup, initrd_file_goes_before_qemus)
{
	use_qemus_initrd(0x7f00000, 0x1000);
	use_module(0, 0x2345);
	assert_initrd(TOP_OF_RAM - 0x3000, 0x2345, dir.module[0].data.key);
}

TEST_AFTER(plan_setup, an_empty_initrd_is_none)
{
	use_qemus_initrd(0x7f00000, 0);
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	assert_int_equal(INFO.modlist_paddr, 0);
	use_qemus_initrd(0x7f00000, 0x1000);
	use_module(0, 0);
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	assert_int_equal(INFO.modlist_paddr, 0);
}

TEST_AFTER(plan_setup, multiboots_own_information_is_no_initrd)
{
	use_qemus_initrd(0x7f00000, 0x1000);
	dir.is_multiboot = true;
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	use_module(0, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, dir.module[0].data.key);
}

TEST_AFTER(plan_setup, initrd_with_a_command_line)
{
	const uint32_t text = TABLES_BASE + TABLES_SIZE;

	use_module(0, 0x1000);
	use_module_cmdline(0, 7);
	make_plan();
	assert_listed(0, TOP_OF_RAM - 0x1000, 0x1000, text);
	assert_planned(FIRST_MODULE + 1, text, 8, dir.module[0].cmdline.key);
	assert_int_equal(plan.space.area[FIRST_MODULE + 1].filled, 7);
	assert_true(plan.space.area[FIRST_MODULE + 1].is_text);
	assert_sound();
}

TEST_AFTER(plan_setup, no_room_for_the_initrd)
{
	use_module(0, TOP_OF_RAM - 0x201000);
	assert_initrd(0x201000, TOP_OF_RAM - 0x201000, dir.module[0].data.key);
	use_module(0, TOP_OF_RAM - 0x200fff);
	assert_refuses(make_plan(), "no room for initrd (131985409 bytes)");
	use_module(0, 0xffffffff);
	assert_refuses(make_plan(), "no room for initrd (4294967295 bytes)");
}
