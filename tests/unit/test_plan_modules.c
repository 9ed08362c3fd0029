// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the modules go, and what the module list says of them. */
#include "unit.h"
#include "layout.h"
#include "plan_fixture.h"

TEST_AFTER(plan_setup, modules_in_order)
{
	use_module(2, 0x1001);
	use_module(0, 0x2000);
	use_module(1, 0x800);
	make_plan();
	assert_int_equal(INFO.nr_modules, 3);
	assert_listed(0, TOP_OF_RAM - 0x2000, 0x2000, 0);
	assert_listed(1, TOP_OF_RAM - 0x3000, 0x800, 0);
	assert_listed(2, TOP_OF_RAM - 0x5000, 0x1001, 0);
	assert_planned(FIRST_MODULE + 2, TOP_OF_RAM - 0x5000, 0x1001, dir.module[2].data.key);
	assert_sound();
}

TEST_AFTER(plan_setup, modules_without_an_initrd)
{
	use_module(1, 0x1000);
	use_module_cmdline(1, 0);
	make_plan();
	assert_int_equal(INFO.nr_modules, 1);
	assert_int_equal(INFO.modlist_paddr, TABLES_BASE + offsetof(struct tables, modlist));
	assert_listed(0, TOP_OF_RAM - 0x1000, 0x1000, TABLES_BASE + TABLES_SIZE);
}

TEST_AFTER(plan_setup, an_empty_module_is_listed)
{
	use_module(1, 0);
	use_module(2, 0x1000);
	make_plan();
	assert_int_equal(INFO.nr_modules, 2);
	assert_int_equal(plan.tables.modlist[0].size, 0);
	assert_int_equal(plan.tables.modlist[0].paddr % 4096, 0);
	assert_true(plan.tables.modlist[0].paddr != 0);
	assert_listed(1, TOP_OF_RAM - 0x1000, 0x1000, 0);
}

/* Every area that there can be: 31 segments, the end of low memory, tables, command line, 16
 * modules with a command line each.
 */
TEST_AFTER(plan_setup, as_many_as_there_can_be)
{
	uint32_t segments;

	for (segments = 2; segments < SEGMENT_MAX - 1; segments++)
		elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x200000 + segments * 0x10000,
							 0, 0x1000, 0 });
	use_file(&dir.file[FW_CMDLINE], NULL, 100);
	for (uint32_t n = 0; n < MODULE_MAX; n++) {
		use_module(n, 0x1000 * n + 1);
		use_module_cmdline(n, n);
	}
	make_plan();
	assert_int_equal(INFO.nr_modules, 16);
	assert_int_equal(plan.space.count, segments + 2 + 32);
	assert_true(plan.space.count <= AREA_MAX);
	for (uint32_t n = 0; n < MODULE_MAX; n++)
		assert_int_equal(plan.tables.modlist[n].size, 0x1000 * n + 1);
	assert_sound();
}

TEST_AFTER(plan_setup, a_gap)
{
	use_module(2, 1);
	assert_refuses(make_plan(), "opt/pvh/module1 is missing");
	use_module(1, 1);
	use_module(15, 1);
	assert_refuses(make_plan(), "opt/pvh/module3 is missing");
}

TEST_AFTER(plan_setup, a_command_line_without_its_module)
{
	use_module_cmdline(1, 5);
	assert_refuses(make_plan(), "opt/pvh/module1 is missing");
	use_module(1, 5);
	make_plan();
	use_module_cmdline(2, 5);
	assert_refuses(make_plan(), "opt/pvh/module2 is missing");
}

TEST_AFTER(plan_setup, one_too_many)
{
	dir.module_last = 16;
	assert_refuses(make_plan(), "opt/pvh/module16: 15 is the limit");
	dir.module_last = 1000;
	assert_refuses(make_plan(), "opt/pvh/module1000: 15 is the limit");
}

TEST_AFTER(plan_setup, no_room_for_a_module)
{
	use_module(0, 0x7000000);
	use_module(1, 0x1000000);
	assert_refuses(make_plan(), "no room for module (16777216 bytes)");
	use_module(0, 0x1000);
	use_module(2, 0xffffffff);
	assert_refuses(make_plan(), "no room for module (4294967295 bytes)");
}

TEST_AFTER(plan_setup, no_room_for_the_command_line)
{
	use_module(1, 0x1000);
	use_module_cmdline(1, 0x7fffffff);
	assert_refuses(make_plan(), "no room for command line (2147483648 bytes)");
}
