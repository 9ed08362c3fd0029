// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the initrd and the modules go, and what the module list says of them. */
#include "unit.h"
#include "layout.h"
#include "plan_fixture.h"

#define INFO plan.tables.start_info
/* Areas 0 and 1 are the kernel's, 2 is the firmware's, 3 the tables. */
#define FIRST 4

/* -initrd as QEMU passes it on. */
static void use_qemus_initrd(uint32_t address, uint32_t size)
{
	fake_u32(FW_CFG_INITRD_ADDR, address);
	fake_u32(FW_CFG_INITRD_SIZE, size);
}

static void use_module(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].data, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

static void use_module_cmdline(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].cmdline, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

/* Entry `n` of the list. */
static void assert_listed(uint32_t n, uint64_t paddr, uint64_t size, uint64_t cmdline)
{
	const struct hvm_modlist_entry *entry = plan.tables.modlist + n;

	assert_true(n < INFO.nr_modules);
	assert_int_equal(entry->paddr, paddr);
	assert_int_equal(entry->size, size);
	assert_int_equal(entry->cmdline_paddr, cmdline);
	assert_int_equal(entry->reserved, 0);
}

/* The initrd is the only module, and lies there. */
static void assert_initrd(uint32_t start, uint32_t size, uint16_t key)
{
	make_plan();
	assert_int_equal(INFO.nr_modules, 1);
	assert_int_equal(INFO.modlist_paddr, plan.tables_paddr + offsetof(struct tables, modlist));
	assert_listed(0, start, size, 0);
	assert_planned(FIRST, start, size, key);
	assert_int_equal(plan.space.area[FIRST].filled, size);
	assert_int_equal(plan.space.area[FIRST].offset, 0);
	assert_false(plan.space.area[FIRST].is_text);
	assert_sound();
}

static void test_none(void **state)
{
	(void)state;
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	assert_int_equal(INFO.modlist_paddr, 0);
}

static void test_initrd_where_qemu_would_have_it(void **state)
{
	(void)state;
	use_qemus_initrd(0x7f00000, 0x1801);
	assert_initrd(0x7f00000, 0x1801, FW_CFG_INITRD_DATA);
	use_qemus_initrd(TOP_OF_RAM - 0x1000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
}

static void test_initrd_where_qemu_s_place_is_not_ram(void **state)
{
	(void)state;
	use_qemus_initrd(TOP_OF_RAM - 0x1000, 0x1001);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x1001, FW_CFG_INITRD_DATA);
	use_qemus_initrd(TOP_OF_RAM, 1);
	assert_initrd(TOP_OF_RAM - 0x1000, 1, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0xfffff000, 0x2000);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x2000, FW_CFG_INITRD_DATA);
}

static void test_initrd_where_qemu_s_place_is_taken(void **state)
{
	(void)state;
	use_qemus_initrd(0x200000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x1ff000, 0x1000);
	assert_initrd(0x1ff000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x1ff000, 0x1001);
	assert_initrd(TOP_OF_RAM - 0x2000, 0x1001, FW_CFG_INITRD_DATA);
}

static void test_initrd_not_below_1_mib_nor_off_a_page(void **state)
{
	(void)state;
	use_qemus_initrd(0x20000, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0x7000800, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
	use_qemus_initrd(0, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, FW_CFG_INITRD_DATA);
}

static void test_initrd_sizes_around_a_page(void **state)
{
	static const uint32_t sizes[] = { 1, 4094, 4095, 4096, 4097, 8191, 8192, 8193, 700000 };

	(void)state;
	for (uint32_t i = 0; i < COUNT(sizes); i++) {
		use_qemus_initrd(0, sizes[i]);
		assert_initrd((TOP_OF_RAM - sizes[i]) & -4096, sizes[i], FW_CFG_INITRD_DATA);
	}
}

static void test_initrd_file_goes_before_qemus(void **state)
{
	(void)state;
	use_qemus_initrd(0x7f00000, 0x1000);
	use_module(0, 0x2345);
	assert_initrd(TOP_OF_RAM - 0x3000, 0x2345, dir.module[0].data.key);
}

static void test_an_empty_initrd_is_none(void **state)
{
	(void)state;
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

static void test_multiboot_s_own_information_is_no_initrd(void **state)
{
	(void)state;
	use_qemus_initrd(0x7f00000, 0x1000);
	dir.is_multiboot = true;
	make_plan();
	assert_int_equal(INFO.nr_modules, 0);
	use_module(0, 0x1000);
	assert_initrd(TOP_OF_RAM - 0x1000, 0x1000, dir.module[0].data.key);
}

static void test_initrd_with_a_command_line(void **state)
{
	const uint32_t text = TABLES_BASE + TABLES_SIZE;

	(void)state;
	use_module(0, 0x1000);
	use_module_cmdline(0, 7);
	make_plan();
	assert_listed(0, TOP_OF_RAM - 0x1000, 0x1000, text);
	assert_planned(FIRST + 1, text, 8, dir.module[0].cmdline.key);
	assert_int_equal(plan.space.area[FIRST + 1].filled, 7);
	assert_true(plan.space.area[FIRST + 1].is_text);
	assert_sound();
}

static void test_no_room_for_the_initrd(void **state)
{
	(void)state;
	use_module(0, TOP_OF_RAM - 0x201000);
	assert_initrd(0x201000, TOP_OF_RAM - 0x201000, dir.module[0].data.key);
	use_module(0, TOP_OF_RAM - 0x200fff);
	assert_refuses(make_plan(), "no room for initrd (131985409 bytes)");
	use_module(0, 0xffffffff);
	assert_refuses(make_plan(), "no room for initrd (4294967295 bytes)");
}

static void test_modules_in_order(void **state)
{
	(void)state;
	use_module(2, 0x1001);
	use_module(0, 0x2000);
	use_module(1, 0x800);
	make_plan();
	assert_int_equal(INFO.nr_modules, 3);
	assert_listed(0, TOP_OF_RAM - 0x2000, 0x2000, 0);
	assert_listed(1, TOP_OF_RAM - 0x3000, 0x800, 0);
	assert_listed(2, TOP_OF_RAM - 0x5000, 0x1001, 0);
	assert_planned(FIRST + 2, TOP_OF_RAM - 0x5000, 0x1001, dir.module[2].data.key);
	assert_sound();
}

static void test_modules_without_an_initrd(void **state)
{
	(void)state;
	use_module(1, 0x1000);
	use_module_cmdline(1, 0);
	make_plan();
	assert_int_equal(INFO.nr_modules, 1);
	assert_int_equal(INFO.modlist_paddr, TABLES_BASE + offsetof(struct tables, modlist));
	assert_listed(0, TOP_OF_RAM - 0x1000, 0x1000, TABLES_BASE + TABLES_SIZE);
}

static void test_an_empty_module_is_listed(void **state)
{
	(void)state;
	use_module(1, 0);
	use_module(2, 0x1000);
	make_plan();
	assert_int_equal(INFO.nr_modules, 2);
	assert_int_equal(plan.tables.modlist[0].size, 0);
	assert_int_equal(plan.tables.modlist[0].paddr % 4096, 0);
	assert_true(plan.tables.modlist[0].paddr != 0);
	assert_listed(1, TOP_OF_RAM - 0x1000, 0x1000, 0);
}

/* Every area that there can be: 31 segments, the firmware's, tables, command line, 16 modules with a command line each. */
static void test_as_many_as_there_can_be(void **state)
{
	uint32_t segments;

	(void)state;
	for (segments = 2; segments < SEGMENT_MAX - 1; segments++)
		elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x200000 + segments * 0x10000, 0, 0x1000, 0 });
	use_file(&dir.file[FW_CMDLINE], NULL, 100);
	for (uint32_t n = 0; n < MODULE_MAX; n++) {
		use_module(n, 0x1000 * n + 1);
		use_module_cmdline(n, n);
	}
	make_plan();
	assert_int_equal(INFO.nr_modules, 16);
	assert_int_equal(plan.space.count, segments + 3 + 32);
	assert_true(plan.space.count <= AREA_MAX);
	for (uint32_t n = 0; n < MODULE_MAX; n++)
		assert_int_equal(plan.tables.modlist[n].size, 0x1000 * n + 1);
	assert_sound();
}

static void test_a_gap(void **state)
{
	(void)state;
	use_module(2, 1);
	assert_refuses(make_plan(), "opt/pvh/module1 is missing");
	use_module(1, 1);
	use_module(15, 1);
	assert_refuses(make_plan(), "opt/pvh/module3 is missing");
}

static void test_a_command_line_without_its_module(void **state)
{
	(void)state;
	use_module_cmdline(1, 5);
	assert_refuses(make_plan(), "opt/pvh/module1 is missing");
	use_module(1, 5);
	make_plan();
	use_module_cmdline(2, 5);
	assert_refuses(make_plan(), "opt/pvh/module2 is missing");
}

static void test_one_too_many(void **state)
{
	(void)state;
	dir.module_last = 16;
	assert_refuses(make_plan(), "opt/pvh/module16: 15 is the limit");
	dir.module_last = 1000;
	assert_refuses(make_plan(), "opt/pvh/module1000: 15 is the limit");
}

static void test_no_room_for_a_module(void **state)
{
	(void)state;
	use_module(0, 0x7000000);
	use_module(1, 0x1000000);
	assert_refuses(make_plan(), "no room for module 1 (16777216 bytes)");
	use_module(0, 0x1000);
	use_module(2, 0xffffffff);
	assert_refuses(make_plan(), "no room for module 2 (4294967295 bytes)");
}

static void test_no_room_for_a_module_s_command_line(void **state)
{
	(void)state;
	use_module(1, 0x1000);
	use_module_cmdline(1, 0x7fffffff);
	assert_refuses(make_plan(), "no room for command line (2147483648 bytes)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_none, plan_setup),
		cmocka_unit_test_setup(test_initrd_where_qemu_would_have_it, plan_setup),
		cmocka_unit_test_setup(test_initrd_where_qemu_s_place_is_not_ram, plan_setup),
		cmocka_unit_test_setup(test_initrd_where_qemu_s_place_is_taken, plan_setup),
		cmocka_unit_test_setup(test_initrd_not_below_1_mib_nor_off_a_page, plan_setup),
		cmocka_unit_test_setup(test_initrd_sizes_around_a_page, plan_setup),
		cmocka_unit_test_setup(test_initrd_file_goes_before_qemus, plan_setup),
		cmocka_unit_test_setup(test_an_empty_initrd_is_none, plan_setup),
		cmocka_unit_test_setup(test_multiboot_s_own_information_is_no_initrd, plan_setup),
		cmocka_unit_test_setup(test_initrd_with_a_command_line, plan_setup),
		cmocka_unit_test_setup(test_no_room_for_the_initrd, plan_setup),
		cmocka_unit_test_setup(test_modules_in_order, plan_setup),
		cmocka_unit_test_setup(test_modules_without_an_initrd, plan_setup),
		cmocka_unit_test_setup(test_an_empty_module_is_listed, plan_setup),
		cmocka_unit_test_setup(test_as_many_as_there_can_be, plan_setup),
		cmocka_unit_test_setup(test_a_gap, plan_setup),
		cmocka_unit_test_setup(test_a_command_line_without_its_module, plan_setup),
		cmocka_unit_test_setup(test_one_too_many, plan_setup),
		cmocka_unit_test_setup(test_no_room_for_a_module, plan_setup),
		cmocka_unit_test_setup(test_no_room_for_a_module_s_command_line, plan_setup),
	};

	return cmocka_run_group_tests_name("plan_modules", tests, NULL, NULL);
}
