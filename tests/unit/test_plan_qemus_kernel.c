// SPDX-License-Identifier: GPL-2.0-or-later
/* A kernel that QEMU has put in place. */
#include <string.h>
#include "unit.h"
#include "plan_fixture.h"

TEST_AFTER(plan_setup, qemus_where_it_is)
{
	use_qemus_kernel(0x1000000, 0x200000, 0x1000123);
	make_plan();
	assert_planned(0, 0x1000000, 0x200000, 0);
	assert_int_equal(plan.space.area[0].filled, 0);
	assert_int_equal(plan.kernel.entry, 0x1000123);
	assert_int_equal(plan.space.count, 2);
	assert_sound();
}

TEST_AFTER(plan_setup, qemus_entry_outside)
{
	use_qemus_kernel(0x1000000, 0x200000, 0x1200000);
	assert_refuses(make_plan(), "entry point 0x1200000 is outside the kernel");
	use_qemus_kernel(0x1000000, 0x200000, 0xffffff);
	assert_refuses(make_plan(), "entry point 0xffffff is outside the kernel");
	use_qemus_kernel(0x1000000, 0, 0x1000000);
	assert_refuses(make_plan(), "entry point 0x1000000 is outside the kernel");
	use_qemus_kernel(0, 0, 0x1000000);
	assert_refuses(make_plan(), "entry point 0x1000000 is outside the kernel");
}

TEST_AFTER(plan_setup, qemus_not_in_ram)
{
	use_qemus_kernel(0x7000000, 0x1000000, 0x7000000);
	assert_refuses(make_plan(), "kernel at 0x7000000-0x7ffffff needs -m 145M or more");
	use_qemus_kernel(0x8000000, 0x1000, 0x8000000);
	assert_refuses(make_plan(), "kernel at 0x8000000-0x8000fff needs -m 146M or more");
	use_qemus_kernel(0x90000, 0x100000, 0x90000);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x90000-0x18ffff, but 0x9fc00-0x9ffff is reserved");
}

TEST_AFTER(plan_setup, qemus_to_the_last_byte)
{
	use_qemus_kernel(0x100000, TOP_OF_RAM - 0x100000, 0x100000);
	make_plan();
	assert_sound();
	use_qemus_kernel(0x100000, TOP_OF_RAM - 0x100000 + 1, 0x100000);
	assert_refuses(make_plan(), "kernel at 0x100000-0x7fe0000 needs -m 145M or more");
}

TEST_AFTER(plan_setup, qemus_that_would_wrap)
{
	use_qemus_kernel(0x7000000, 0xffffffff, 0x7000000);
	assert_refuses(
		make_plan(),
		"kernel needs RAM at 0x7000000-0xfffffffe, but 0x7fe0000-0x7ffffff is reserved");
	use_qemus_kernel(0xfffff000, 0x2000, 0xfffff000);
	assert_refuses(
		make_plan(),
		"kernel needs RAM at 0xfffff000-0xfffffffe, but 0xfffff000-0xfffffffe is reserved");
}

/* A relocation note does not move what is in place already. */
TEST_AFTER(plan_setup, qemus_is_not_moved)
{
	uint32_t end;

	use_qemus_kernel(0x8000000, 0x1000, 0x8000000);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_RELOC, NULL, 0);
	elf_image_add(&image, &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, 0, 4 });
	assert_refuses(make_plan(), "kernel at 0x8000000-0x8000fff needs -m 146M or more");
}

/* Its first bytes are nothing but zeros: the kernel is linked at 4 GiB or above, and QEMU has
 * loaded it there. */
TEST_AFTER(plan_setup, qemus_is_elsewhere)
{
	use_qemus_kernel(0x100000, 0x1000, 0x100800);
	memset(guest(0x100800), 0, 16);
	assert_refuses(make_plan(), "no code at entry point 0x100800: linked above 4 GiB?");
	*guest(0x10080f) = 1;
	make_plan();
}

TEST_AFTER(plan_setup, qemus_where_seabios_clears)
{
	use_qemus_kernel(0x8ffff, 0x100, 0x8ffff);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x8ffff-0x900fe, but 0x8ffff-0x8ffff is in use");
	use_qemus_kernel(0x90000, 0x100, 0x90000);
	make_plan();
	use_qemus_kernel(0x1000, 0x1000, 0x1000);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x1000-0x1fff, but 0x1000-0x8ffff is in use");
}
