// SPDX-License-Identifier: GPL-2.0-or-later
/* Which kernel it is, whether it can be where it wants to be, and where it goes if not. */
#include <string.h>
#include "unit.h"
#include "layout.h"
#include "plan_fixture.h"

static bool is_offered(void)
{
	memset(&plan, 0, sizeof(plan));
	return plan_find_kernel(&plan, &dir);
}

static void test_none(void **state)
{
	(void)state;
	dir.file[FW_KERNEL].key = 0;
	assert_false(is_offered());
}

static void test_a_file(void **state)
{
	(void)state;
	fake_u32(FW_CFG_KERNEL_ENTRY, 0x1000000);
	assert_true(is_offered());
	assert_int_equal(plan.kernel.file.key, KERNEL_KEY);
	assert_int_equal(plan.kernel.file.size, image.size);
	assert_int_equal(plan.kernel.entry, 0);
	dir.is_multiboot = true;
	assert_true(is_offered());
}

static void test_qemus(void **state)
{
	(void)state;
	use_qemus_kernel(0x1000000, 0x1000, 0x1000123);
	assert_true(is_offered());
	assert_int_equal(plan.kernel.file.key, 0);
	assert_int_equal(plan.kernel.entry, 0x1000123);
	dir.is_multiboot = true;
	assert_false(is_offered());
}

static void test_qemus_where_it_is(void **state)
{
	(void)state;
	use_qemus_kernel(0x1000000, 0x200000, 0x1000123);
	make_plan();
	assert_planned(0, 0x1000000, 0x200000, 0);
	assert_int_equal(plan.space.area[0].filled, 0);
	assert_int_equal(plan.kernel.entry, 0x1000123);
	assert_int_equal(plan.space.count, 3);
	assert_sound();
}

static void test_qemus_entry_outside(void **state)
{
	(void)state;
	use_qemus_kernel(0x1000000, 0x200000, 0x1200000);
	assert_refuses(make_plan(), "entry point 0x1200000 is outside the kernel");
	use_qemus_kernel(0x1000000, 0x200000, 0xffffff);
	assert_refuses(make_plan(), "entry point 0xffffff is outside the kernel");
	use_qemus_kernel(0x1000000, 0, 0x1000000);
	assert_refuses(make_plan(), "entry point 0x1000000 is outside the kernel");
	use_qemus_kernel(0, 0, 0x1000000);
	assert_refuses(make_plan(), "entry point 0x1000000 is outside the kernel");
}

static void test_qemus_not_in_ram(void **state)
{
	(void)state;
	use_qemus_kernel(0x7000000, 0x1000000, 0x7000000);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x7000000-0x7ffffff, but 0x7fe0000-0x7ffffff is reserved");
	use_qemus_kernel(0x8000000, 0x1000, 0x8000000);
	assert_refuses(make_plan(), "kernel needs RAM at 0x8000000-0x8000fff, but 0x8000000-0x8000fff is absent");
	use_qemus_kernel(0x90000, 0x100000, 0x90000);
	assert_refuses(make_plan(), "kernel needs RAM at 0x90000-0x18ffff, but 0x9fc00-0x9ffff is reserved");
}

static void test_qemus_to_the_last_byte(void **state)
{
	(void)state;
	use_qemus_kernel(0x100000, TOP_OF_RAM - 0x100000, 0x100000);
	make_plan();
	assert_sound();
	use_qemus_kernel(0x100000, TOP_OF_RAM - 0x100000 + 1, 0x100000);
	assert_refuses(make_plan(), "kernel needs RAM at 0x100000-0x7fe0000, but 0x7fe0000-0x7fe0000 is reserved");
}

static void test_qemus_that_would_wrap(void **state)
{
	(void)state;
	use_qemus_kernel(0x7000000, 0xffffffff, 0x7000000);
	assert_refuses(make_plan(), "segment 0 ends beyond 4 GiB");
	SET_EHDR(&image, e_phnum, 0);
	assert_refuses(make_plan(), "kernel needs RAM at 0x7000000-0xfffffffe, but 0x7fe0000-0x7ffffff is reserved");
	use_qemus_kernel(0xfffff000, 0x2000, 0xfffff000);
	SET_EHDR(&image, e_phnum, 0);
	assert_refuses(make_plan(), "kernel needs RAM at 0xfffff000-0xfffffffe, but 0xfffff000-0xfffffffe is reserved");
}

/* QEMU counts an empty segment at 0, and one where it writes nothing that lasts. */
static void test_qemus_headers_tell_better(void **state)
{
	(void)state;
	use_qemus_kernel(0, 0x200000, 0x100000);
	SET_PHDR(&image, 0, p_memsz, 0);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0x1000, 0x100000, 0x1000 });
	make_plan();
	assert_planned(0, 0x100000, 0x100000, 0);
	assert_int_equal(plan.kernel.entry, 0x100000);
	assert_sound();
}

static void test_qemus_headers_tell_where_there_is_no_ram(void **state)
{
	(void)state;
	use_qemus_kernel(0, 0x8100000, 0x100000);
	SET_PHDR(&image, 0, p_paddr, 0x8000000);
	SET_PHDR(&image, 0, p_memsz, 0x100000);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0x1000, 0x100000, 0x1000 });
	assert_refuses(make_plan(), "kernel needs RAM at 0x8000000-0x80fffff, but 0x8000000-0x80fffff is absent");
}

/* The entry lies between the segments, where there is nothing. */
static void test_qemus_headers_and_the_entry(void **state)
{
	(void)state;
	use_qemus_kernel(0, 0x300000, 0x180000);
	SET_PHDR(&image, 0, p_paddr, 0x100000);
	SET_PHDR(&image, 0, p_memsz, 0x1000);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x200000, 0x1000, 0x100000, 0x1000 });
	assert_refuses(make_plan(), "entry point 0x180000 is outside the kernel");
}

/* A relocation note does not move what is in place already. */
static void test_qemus_is_not_moved(void **state)
{
	uint32_t end;

	(void)state;
	use_qemus_kernel(0x8000000, 0x1000, 0x8000000);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_RELOC, NULL, 0);
	elf_image_add(&image, &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, 0, 4 });
	assert_refuses(make_plan(), "kernel needs RAM at 0x8000000-0x8000fff, but 0x8000000-0x8000fff is absent");
}

static void test_qemus_without_headers(void **state)
{
	(void)state;
	use_qemus_kernel(0x8000000, 0x1000, 0x8000000);
	fake_item(FW_CFG_SETUP_DATA, "", 0);
	assert_refuses(make_plan(), "kernel needs RAM at 0x8000000-0x8000fff, but 0x8000000-0x8000fff is absent");
}

static void test_qemus_where_seabios_clears(void **state)
{
	(void)state;
	use_qemus_kernel(0x8ffff, 0x100, 0x8ffff);
	assert_refuses(make_plan(), "kernel needs RAM at 0x8ffff-0x900fe, but 0x8ffff-0x8ffff is the firmware's");
	use_qemus_kernel(0x90000, 0x100, 0x90000);
	make_plan();
	use_qemus_kernel(0x1000, 0x1000, 0x1000);
	assert_refuses(make_plan(), "kernel needs RAM at 0x1000-0x1fff, but 0x1000-0x8ffff is the firmware's");
}

static void test_ours_where_it_was_linked(void **state)
{
	(void)state;
	make_plan();
	assert_planned(0, 0x100000, 0x1000, KERNEL_KEY);
	assert_planned(1, 0x200000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.kernel.entry, 0x100010);
}

static void test_ours_below_1_mib(void **state)
{
	(void)state;
	SET_PHDR(&image, 1, p_paddr, 0x7000);
	make_plan();
	assert_planned(1, 0x7000, 0x1000, KERNEL_KEY);
	assert_sound();
	SET_PHDR(&image, 1, p_paddr, 0x6fff);
	assert_refuses(make_plan(), "kernel needs RAM at 0x6fff-0x7ffe, but 0x6fff-0x6fff is the firmware's");
	SET_PHDR(&image, 1, p_paddr, LOW_RAM_END - 0x1000);
	make_plan();
	SET_PHDR(&image, 1, p_paddr, LOW_RAM_END - 0xfff);
	assert_refuses(make_plan(), "kernel needs RAM at 0x9ec01-0x9fc00, but 0x9fc00-0x9fc00 is reserved");
}

static void test_ours_outside_ram(void **state)
{
	(void)state;
	SET_PHDR(&image, 0, p_paddr, 0xb8000);
	SET_PHDR(&image, 1, p_paddr, 0x10000000);
	assert_refuses(make_plan(), "entry point 0x100010 is outside the kernel");
	SET_PHDR(&image, 0, p_paddr, 0x100000);
	assert_refuses(make_plan(),
		       "kernel needs RAM at 0x10000000-0x10000fff, but 0x10000000-0x10000fff is absent");
}

static void test_ours_without_notes(void **state)
{
	(void)state;
	SET_PHDR(&image, 2, p_type, 0);
	assert_refuses(make_plan(), "no PHYS32_ENTRY note: built without CONFIG_PVH?");
}

/* The good image, linked 1 GiB higher, where there is no RAM, with a relocation note. */
static void use_relocatable(uint32_t align, uint32_t min, uint32_t last)
{
	uint32_t end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x40100010 }, 1);

	end = elf_image_xen(&image, end, XEN_ELFNOTE_PHYS32_RELOC, (uint32_t[]){ align, min, last }, 3);
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

static void test_relocated_to_the_lowest_place(void **state)
{
	(void)state;
	use_relocatable(0x200000, 0x1000000, 0x3fffffff);
	assert_moved_to(0x1000000);
	use_relocatable(0x200000, 0x1000001, 0x3fffffff);
	assert_moved_to(0x1200000);
	use_relocatable(0x1000, 0, 0xffffffff);
	assert_moved_to(0x100000);
	use_relocatable(1, 0x123457, 0xffffffff);
	assert_moved_to(0x123457);
}

static void test_relocated_within_its_limits_to_the_byte(void **state)
{
	(void)state;
	use_relocatable(0x1000, 0x2000000, 0x2100fff);
	assert_moved_to(0x2000000);
	use_relocatable(0x1000, 0x2000000, 0x2100ffe);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x1000) at 0x2000000-0x2100ffe");
	use_relocatable(0x1000, TOP_OF_RAM - 0x101000, 0xffffffff);
	assert_moved_to(TOP_OF_RAM - 0x101000);
	use_relocatable(0x1000, TOP_OF_RAM - 0x100fff, 0xffffffff);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x1000) at 0x7edf001-0xffffffff");
}

static void test_relocated_over_where_it_was(void **state)
{
	(void)state;
	use_relocatable(0x1000, 0x7000000, 0xffffffff);
	SET_PHDR(&image, 0, p_paddr, TOP_OF_RAM - 0x100000);
	SET_PHDR(&image, 1, p_paddr, TOP_OF_RAM);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ TOP_OF_RAM + 0x10 }, 1);
	make_plan();
	assert_planned(0, 0x7000000, 0x1000, KERNEL_KEY);
	assert_planned(1, 0x7100000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.kernel.entry, 0x7100010);
}

static void test_relocated_upwards(void **state)
{
	(void)state;
	use_relocatable(0x1000, 0x2000000, 0xffffffff);
	SET_PHDR(&image, 0, p_paddr, 0x1000);
	SET_PHDR(&image, 1, p_paddr, 0x101000);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x1010 }, 1);
	assert_moved_to(0x2000000);
}

static void test_no_move_without_need(void **state)
{
	(void)state;
	use_relocatable(0x200000, 0x1000000, 0x3fffffff);
	SET_PHDR(&image, 0, p_paddr, 0x300800);
	SET_PHDR(&image, 1, p_paddr, 0x700000);
	elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x300801 }, 1);
	make_plan();
	assert_planned(0, 0x300800, 0x1000, KERNEL_KEY);
	assert_planned(1, 0x700000, 0x1000, KERNEL_KEY);
	assert_int_equal(plan.kernel.entry, 0x300801);
}

static void test_relocation_by_no_power_of_2(void **state)
{
	(void)state;
	use_relocatable(3, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC alignment 0x3 is no power of 2");
	use_relocatable(0x300000, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC alignment 0x300000 is no power of 2");
	use_relocatable(0xffffffff, 0, 0xffffffff);
	assert_refuses(make_plan(), "PHYS32_RELOC alignment 0xffffffff is no power of 2");
	use_relocatable(0, 0, 0xffffffff);
	elf_image_phdr64(&image, 0)->p_align = 0x100000000;
	assert_refuses(make_plan(), "PHYS32_RELOC alignment 0xffffffff is no power of 2");
}

static void test_limits_that_no_place_meets(void **state)
{
	(void)state;
	use_relocatable(0x200000, 0x8000000, 0x3fffffff);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x200000) at 0x8000000-0x3fffffff");
	use_relocatable(0x200000, 0x1000000, 0x10fffff);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x200000) at 0x1000000-0x10fffff");
	use_relocatable(0x80000000, 0, 0xffffffff);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x80000000) at 0x0-0xffffffff");
	use_relocatable(0x1000, 0x2000000, 0x1000000);
	assert_refuses(make_plan(), "no room for kernel (1052672 bytes, align 0x1000) at 0x2000000-0x1000000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_none, plan_setup),
		cmocka_unit_test_setup(test_a_file, plan_setup),
		cmocka_unit_test_setup(test_qemus, plan_setup),
		cmocka_unit_test_setup(test_qemus_where_it_is, plan_setup),
		cmocka_unit_test_setup(test_qemus_entry_outside, plan_setup),
		cmocka_unit_test_setup(test_qemus_not_in_ram, plan_setup),
		cmocka_unit_test_setup(test_qemus_to_the_last_byte, plan_setup),
		cmocka_unit_test_setup(test_qemus_that_would_wrap, plan_setup),
		cmocka_unit_test_setup(test_qemus_headers_tell_better, plan_setup),
		cmocka_unit_test_setup(test_qemus_headers_tell_where_there_is_no_ram, plan_setup),
		cmocka_unit_test_setup(test_qemus_headers_and_the_entry, plan_setup),
		cmocka_unit_test_setup(test_qemus_is_not_moved, plan_setup),
		cmocka_unit_test_setup(test_qemus_without_headers, plan_setup),
		cmocka_unit_test_setup(test_qemus_where_seabios_clears, plan_setup),
		cmocka_unit_test_setup(test_ours_where_it_was_linked, plan_setup),
		cmocka_unit_test_setup(test_ours_below_1_mib, plan_setup),
		cmocka_unit_test_setup(test_ours_outside_ram, plan_setup),
		cmocka_unit_test_setup(test_ours_without_notes, plan_setup),
		cmocka_unit_test_setup(test_relocated_to_the_lowest_place, plan_setup),
		cmocka_unit_test_setup(test_relocated_within_its_limits_to_the_byte, plan_setup),
		cmocka_unit_test_setup(test_relocated_over_where_it_was, plan_setup),
		cmocka_unit_test_setup(test_relocated_upwards, plan_setup),
		cmocka_unit_test_setup(test_no_move_without_need, plan_setup),
		cmocka_unit_test_setup(test_relocation_by_no_power_of_2, plan_setup),
		cmocka_unit_test_setup(test_limits_that_no_place_meets, plan_setup),
	};

	return cmocka_run_group_tests_name("plan_kernel", tests, NULL, NULL);
}
