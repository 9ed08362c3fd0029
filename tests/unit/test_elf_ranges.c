// SPDX-License-Identifier: GPL-2.0-or-later
/* Segments that lie outside the file, or end above 4 GiB. */
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

TEST_OF_BOTH(a_segment_to_the_last_byte_of_the_file)
{
	use_good(is64);
	image.size--;
	assert_refuses(read_kernel(), "segment 1 ends beyond the file (22527 bytes)");
	SET_PHDR(&image, 1, p_filesz, 0xfff);
	read_kernel();
	assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0xfff, 1);
}

TEST(segments_outside_the_file)
{
	for (int is64 = 0; is64 < 2; is64++) {
		use_good(is64);
		SET_PHDR(&image, 1, p_offset, 0x5800);
		assert_refuses(read_kernel(), "segment 1 ends beyond the file (22528 bytes)");
		SET_PHDR(&image, 1, p_offset, 0xfffff000);
		assert_refuses(read_kernel(), "segment 1 ends beyond the file (22528 bytes)");
		SET_PHDR(&image, 1, p_offset, 0xfffff001);
		assert_refuses(read_kernel(), "segment 1 ends beyond the file (22528 bytes)");
	}
	use_good(true);
	elf_image_phdr64(&image, 1)->p_offset = 0x100004800;
	assert_refuses(read_kernel(), "segment 1 ends beyond the file (22528 bytes)");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_filesz = 0x100001000;
	elf_image_phdr64(&image, 1)->p_memsz = 0x100001000;
	assert_refuses(read_kernel(), "segment 1 ends beyond the file (22528 bytes)");
}

TEST(an_offset_without_bytes_does_not_matter)
{
	for (int is64 = 0; is64 < 2; is64++) {
		use_good(is64);
		SET_PHDR(&image, 1, p_offset, 0xffffffff);
		SET_PHDR(&image, 1, p_filesz, 0);
		read_kernel();
		assert_area(1, 0x200000, 0x1000, 0xffffffff, 0, 1);
	}
}

TEST_OF_BOTH(notes_outside_the_file)
{
	use_good(is64);
	SET_PHDR(&image, 2, p_offset, 0x57ed);
	assert_refuses(read_kernel(), "segment 2 ends beyond the file (22528 bytes)");
	SET_PHDR(&image, 2, p_offset, 0xfffffff0);
	assert_refuses(read_kernel(), "segment 2 ends beyond the file (22528 bytes)");
}

TEST_OF_BOTH(the_top_of_4_gib)
{
	use_good(is64);
	SET_PHDR(&image, 1, p_paddr, 0xffffeffe);
	read_kernel();
	assert_area(1, 0xffffeffe, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
	SET_PHDR(&image, 1, p_paddr, 0xffffefff);
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	SET_PHDR(&image, 1, p_paddr, 0xfffff000);
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	SET_PHDR(&image, 1, p_paddr, 0xffffffff);
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
}

TEST(numbers_of_64_bits)
{
	use_good(true);
	elf_image_phdr64(&image, 1)->p_paddr = 0x100200000;
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_memsz = 0x100001000;
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	elf_image_phdr64(&image, 1)->p_paddr = 0;
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 0)->p_paddr = 0xffffffff00100000;
	assert_refuses(read_kernel(), "segment 0 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_align = 0x100000000;
	read_kernel();
	assert_int_equal(kernel.align, 0xffffffff);
}
