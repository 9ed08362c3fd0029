// SPDX-License-Identifier: GPL-2.0-or-later
/* Where a kernel goes that cannot be where it was linked, but may be moved. */
#include "unit.h"
#include "plan_fixture.h"

/* The good image, linked 1 GiB higher, where there is no RAM, with a relocation note. */
static void use_relocatable(uint32_t align, uint32_t min, uint32_t last)
{
	uint32_t end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY,
				     (uint32_t[]){ 0x40100010 }, 1);

	end = elf_image_xen(&image, end, XEN_ELFNOTE_PHYS32_RELOC, (uint32_t[]){ align, min, last },
			    3);
	SET_PHDR(&image, 2, p_filesz, end - NOTES_AT);
	SET_PHDR(&image, 0, p_paddr, 0x40100000);
	SET_PHDR(&image, 1, p_paddr, 0x40200000);
}

static void assert_moved_to(uint32_t start)
{
	make_plan();
	assert_planned(0, start, 0x1000, KERNEL_KEY);
	assert_planned(1, start + 0x100000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.space.area[1].offset, SEGMENTS_AT + 0x800);
	assert_int_equal(plan.kernel.entry, start + 0x10);
	assert_sound();
}

TEST_AFTER(plan_setup, relocated_to_the_lowest_place)
{
	use_relocatable(0x200000, 0x1000000, 0x3fffffff);
	assert_moved_to(0x1000000);
	use_relocatable(0x200000, 0x1000001, 0x3fffffff);
	assert_moved_to(0x1200000);
	use_relocatable(0x1000, 0, 0xffffffff);
	assert_moved_to(0x100000);
	use_relocatable(1, 0x123457, 0xffffffff);
	assert_moved_to(0x123457);
}

TEST_AFTER(plan_setup, relocated_within_its_limits_to_the_byte)
{
	use_relocatable(0x1000, 0x2000000, 0x2100fff);
	assert_moved_to(0x2000000);
	use_relocatable(0x1000, 0x2000000, 0x2100ffe);
	assert_refuses(make_plan(),
		       "no room for kernel (1052672 bytes, align 0x1000) at 0x2000000-0x2100ffe");
	use_relocatable(0x1000, TOP_OF_RAM - 0x101000, 0xffffffff);
	assert_moved_to(TOP_OF_RAM - 0x101000);
	use_relocatable(0x1000, TOP_OF_RAM - 0x100fff, 0xffffffff);
	assert_refuses(make_plan(),
		       "no room for kernel (1052672 bytes, align 0x1000) at 0x7edf001-0xffffffff");
}

TEST_AFTER(plan_setup, relocated_over_where_it_was)
{
	use_relocatable(0x1000, TOP_OF_RAM - 0x180000, 0xffffffff);
	SET_PHDR(&image, 0, p_paddr, TOP_OF_RAM - 0x100000);
	SET_PHDR(&image, 1, p_paddr, TOP_OF_RAM);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY,
		      (uint32_t[]){ TOP_OF_RAM - 0x100000 + 0x10 }, 1);
	assert_moved_to(TOP_OF_RAM - 0x180000);
}

TEST_AFTER(plan_setup, relocated_upwards)
{
	use_relocatable(0x1000, 0x2000000, 0xffffffff);
	SET_PHDR(&image, 0, p_paddr, 0x1000);
	SET_PHDR(&image, 1, p_paddr, 0x101000);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x1010 }, 1);
	assert_moved_to(0x2000000);
}

TEST_AFTER(plan_setup, no_move_without_need)
{
	use_relocatable(0x200000, 0x1000000, 0x3fffffff);
	SET_PHDR(&image, 0, p_paddr, 0x300800);
	SET_PHDR(&image, 1, p_paddr, 0x700000);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x300801 }, 1);
	make_plan();
	assert_planned(0, 0x300800, 0x1000, KERNEL_KEY);
	assert_planned(1, 0x700000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.kernel.entry, 0x300801);
}

TEST_AFTER(plan_setup, relocation_by_no_power_of_2)
{
	use_relocatable(3, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC note has alignment 0x3");
	use_relocatable(0x300000, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC note has alignment 0x300000");
	use_relocatable(0xffffffff, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC note has alignment 0xffffffff");
	use_relocatable(0, 0, 0xffffffff);
	elf_image_phdr64(&image, 0)->p_align = 0x100000000;
	assert_refuses(make_plan(), "PHYS32_RELOC note has alignment 0xffffffff");
}

TEST_AFTER(plan_setup, limits_that_no_place_meets)
{
	use_relocatable(0x200000, 0x8000000, 0x3fffffff);
	assert_refuses(
		make_plan(),
		"no room for kernel (1052672 bytes, align 0x200000) at 0x8000000-0x3fffffff");
	use_relocatable(0x200000, 0x1000000, 0x10fffff);
	assert_refuses(make_plan(),
		       "no room for kernel (1052672 bytes, align 0x200000) at 0x1000000-0x10fffff");
	use_relocatable(0x80000000, 0, 0xffffffff);
	assert_refuses(make_plan(),
		       "no room for kernel (1052672 bytes, align 0x80000000) at 0x0-0xffffffff");
	use_relocatable(0x1000, 0x2000000, 0x1000000);
	assert_refuses(make_plan(),
		       "no room for kernel (1052672 bytes, align 0x1000) at 0x2000000-0x1000000");
}
