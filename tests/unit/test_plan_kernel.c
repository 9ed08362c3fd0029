// SPDX-License-Identifier: GPL-2.0-or-later
/* Which kernel it is, and whether a file of ours can be where it wants to be. */
#include <string.h>
#include "unit.h"
#include "layout.h"
#include "plan/place_kernel.h"
#include "plan_fixture.h"

static bool is_offered(void)
{
	memset(&plan, 0, sizeof(plan));
	return find_kernel(&plan.kernel, &dir);
}

TEST_AFTER(plan_setup, none)
{
	dir.file[FW_KERNEL].key = 0;
	assert_false(is_offered());
}

TEST_AFTER(plan_setup, a_file)
{
	fake_u32(FW_CFG_KERNEL_ENTRY, 0x1000000);
	assert_true(is_offered());
	assert_int_equal(plan.kernel.file.key, KERNEL_KEY);
	assert_int_equal(plan.kernel.file.size, image.size);
	assert_int_equal(plan.kernel.entry, 0);
	dir.is_multiboot = true;
	assert_true(is_offered());
}

TEST_AFTER(plan_setup, qemus)
{
	use_qemus_kernel(0x1000000, 0x1000, 0x1000123);
	assert_true(is_offered());
	assert_int_equal(plan.kernel.file.key, 0);
	assert_int_equal(plan.kernel.entry, 0x1000123);
	dir.is_multiboot = true;
	assert_false(is_offered());
}

TEST_AFTER(plan_setup, ours_where_it_was_linked)
{
	make_plan();
	assert_planned(0, 0x100000, 0x1000, KERNEL_KEY);
	assert_planned(1, 0x200000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.kernel.entry, 0x100010);
}

TEST_AFTER(plan_setup, ours_below_1_mib)
{
	SET_PHDR(&image, 1, p_paddr, 0x7000);
	make_plan();
	assert_planned(1, 0x7000, 0x1000, KERNEL_KEY);
	assert_sound();
	SET_PHDR(&image, 1, p_paddr, 0x6fff);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x6fff-0x7ffe, but 0x6fff-0x6fff is in use");
	SET_PHDR(&image, 1, p_paddr, LOW_RAM_END - 0x1000);
	make_plan();
	SET_PHDR(&image, 1, p_paddr, LOW_RAM_END - 0xfff);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x9ec01-0x9fc00, but 0x9fc00-0x9fc00 is reserved");
}

TEST_AFTER(plan_setup, ours_outside_ram)
{
	SET_PHDR(&image, 0, p_paddr, 0xb8000);
	SET_PHDR(&image, 1, p_paddr, 0x10000000);
	assert_refuses(make_plan(), "entry point 0x100010 is outside the kernel");
	SET_PHDR(&image, 0, p_paddr, 0x100000);
	assert_refuses(make_plan(), "kernel at 0x10000000-0x10000fff needs -m 274M or more");
	SET_PHDR(&image, 1, p_paddr, 0x7f000000);
	assert_refuses(
		make_plan(),
		"kernel needs RAM at 0x7f000000-0x7f000fff, but 0x7f000000-0x7f000fff is absent");
}

TEST_AFTER(plan_setup, ours_without_notes)
{
	SET_PHDR(&image, 2, p_type, 0);
	assert_refuses(make_plan(), "no PHYS32_ENTRY note: built without CONFIG_PVH?");
}
