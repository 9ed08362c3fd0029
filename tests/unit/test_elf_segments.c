// SPDX-License-Identifier: GPL-2.0-or-later
/* What becomes of each PT_LOAD, by itself and beside the others. */
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

TEST_OF_BOTH(the_good_image)
{
	use_good(is64);
	read_kernel();
	assert_int_equal(space.count, 2);
	assert_area(0, 0x100000, 0x1000, SEGMENTS_AT, 0x800, 0);
	assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
	assert_int_equal(kernel.align, 0x1000);
	assert_false(kernel.is_dyn);
	assert_false(kernel.reloc.allowed);
}

TEST_OF_BOTH(other_types_are_ignored)
{
	use_good(is64);
	add_segment(0, 0xffffffff, 0x100000, 0xffffffff, 1);
	add_segment(2, 0, 0x100000, 0xffffffff, 0xffffffff);
	add_segment(3, 0, 0x100000, 1, 1);
	add_segment(0x6474e551, 0, 0, 0, 0);
	read_kernel();
	assert_int_equal(space.count, 2);
}

TEST_OF_BOTH(empty_segments_are_dropped)
{
	use_bare(is64);
	add_segment(PT_LOAD, 0xffffffff, 0, 0, 0);
	add_segment(PT_LOAD, 0, 0x100000, 0, 0x1000);
	add_segment(PT_LOAD, 0, 0x100800, 0, 0);
	read_kernel();
	assert_int_equal(space.count, 1);
	assert_area(0, 0x100000, 0x1000, 0, 0, 2);
}

TEST(any_order)
{
	use_bare(true);
	add_segment(PT_LOAD, SEGMENTS_AT - 2, 0x300000, 2, 3);
	add_segment(PT_LOAD, SEGMENTS_AT - 1, 0x100000, 1, 2);
	add_segment(PT_LOAD, 0, 0x200000, SEGMENTS_AT, SEGMENTS_AT);
	read_kernel();
	assert_int_equal(space.count, 3);
	assert_area(0, 0x300000, 3, SEGMENTS_AT - 2, 2, 1);
	assert_area(1, 0x100000, 2, SEGMENTS_AT - 1, 1, 2);
	assert_area(2, 0x200000, SEGMENTS_AT, 0, SEGMENTS_AT, 3);
}

TEST_OF_BOTH(physical_addresses_count)
{
	use_good(is64);
	SET_PHDR(&image, 0, p_vaddr, 0xc0100000);
	SET_PHDR(&image, 1, p_vaddr, 0);
	read_kernel();
	assert_area(0, 0x100000, 0x1000, SEGMENTS_AT, 0x800, 0);
	assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
}

TEST_OF_BOTH(filesz_up_to_memsz)
{
	use_good(is64);
	SET_PHDR(&image, 0, p_memsz, 0x800);
	read_kernel();
	assert_area(0, 0x100000, 0x800, SEGMENTS_AT, 0x800, 0);
	SET_PHDR(&image, 0, p_memsz, 0x7ff);
	assert_refuses(read_kernel(), "segment 0: p_filesz over p_memsz");
	SET_PHDR(&image, 0, p_memsz, 0);
	assert_refuses(read_kernel(), "segment 0: p_filesz over p_memsz");
}

TEST_OF_BOTH(the_largest_alignment_is_kept)
{
	use_good(is64);
	SET_PHDR(&image, 0, p_align, 0x200000);
	SET_PHDR(&image, 2, p_align, 0x400000);
	read_kernel();
	assert_int_equal(kernel.align, 0x200000);
}

TEST_OF_BOTH(overlap_to_the_byte)
{
	use_good(is64);
	SET_PHDR(&image, 1, p_paddr, 0x101000);
	read_kernel();
	SET_PHDR(&image, 1, p_paddr, 0x100fff);
	assert_refuses(read_kernel(), "segments 0 and 1 overlap");
	SET_PHDR(&image, 1, p_paddr, 0xff000);
	read_kernel();
	SET_PHDR(&image, 1, p_paddr, 0xff001);
	assert_refuses(read_kernel(), "segments 0 and 1 overlap");
	SET_PHDR(&image, 1, p_paddr, 0x100000);
	assert_refuses(read_kernel(), "segments 0 and 1 overlap");
}

TEST(overlap_names_program_headers)
{
	use_bare(true);
	add_segment(PT_LOAD, 0, 0x100000, 0, 0x1000);
	add_segment(2, 0, 0, 0, 0);
	add_segment(PT_LOAD, 0, 0x80000, 0, 0x100000);
	assert_refuses(read_kernel(), "segments 1 and 3 overlap");
}
