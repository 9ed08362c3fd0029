// SPDX-License-Identifier: GPL-2.0-or-later
/* Where the program headers lie, and how many there may be. */
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

/* Some places are behind what the window first holds. */
static void move_headers(uint32_t to)
{
	uint32_t size = image.is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr);
	uint32_t from = image.is64 ? sizeof(struct elf64_ehdr) : sizeof(struct elf32_ehdr);

	memcpy(image.bytes + to, image.bytes + from, 3 * size);
	memset(image.bytes + from, 0xff, 3 * size);
	SET_EHDR(&image, e_phoff, to);
}

/* So that the last field of the last header, p_align, belongs to a PT_LOAD, where it matters. */
static void swap_last_two(void)
{
	uint32_t size = image.is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr);
	uint8_t *load = image.bytes +
			(image.is64 ? sizeof(struct elf64_ehdr) : sizeof(struct elf32_ehdr)) + size;

	memcpy(load + 2 * size, load, size);
	memmove(load, load + size, 2 * size);
	memset(load + 2 * size, 0, size);
}

TEST(headers_anywhere_in_the_file)
{
	static const uint32_t places[] = { 0x100,         0x101,
					   0x102,         0x103,
					   2048 - 3 * 56, 2048 - 3 * 56 + 1,
					   2048 - 3 * 32, 2048 - 3 * 32 + 1,
					   2047,          2048,
					   0x2001 };

	for (int is64 = 0; is64 < 2; is64++)
		for (uint32_t i = 0; i < COUNT(places); i++) {
			use_good(is64);
			swap_last_two();
			SET_PHDR(&image, 2, p_align, 0x2000);
			move_headers(places[i]);
			read_kernel();
			assert_int_equal(space.count, 2);
			assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 2);
			assert_int_equal(kernel.entry, 0x100010);
			assert_int_equal(kernel.align, 0x2000);
		}
}

TEST(headers_at_the_very_end)
{
	use_good(true);
	move_headers(image.size);
	image.size += 3 * 56;
	read_kernel();
	assert_int_equal(space.count, 2);
	image.size--;
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22695 bytes)");
	use_good(false);
	move_headers(image.size);
	image.size += 3 * 32;
	read_kernel();
	assert_int_equal(space.count, 2);
	image.size--;
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22623 bytes)");
}

TEST(headers_outside_the_file)
{
	use_good(false);
	SET_EHDR(&image, e_phoff, 0xffffffff);
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22528 bytes)");
	SET_EHDR(&image, e_phoff, 0xfffffff0);
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22528 bytes)");
	use_good(true);
	((struct elf64_ehdr *)image.bytes)->e_phoff = 0x100000040;
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22528 bytes)");
	SET_EHDR(&image, e_phoff, 0x5800);
	assert_refuses(read_kernel(), "program header 2 ends beyond the file (22528 bytes)");
}

TEST(size_of_a_header)
{
	use_good(false);
	SET_EHDR(&image, e_phentsize, 31);
	assert_refuses(read_kernel(), "ELF e_phentsize is 31, not 32");
	SET_EHDR(&image, e_phentsize, 56);
	assert_refuses(read_kernel(), "ELF e_phentsize is 56, not 32");
	use_good(true);
	SET_EHDR(&image, e_phentsize, 57);
	assert_refuses(read_kernel(), "ELF e_phentsize is 57, not 56");
	SET_EHDR(&image, e_phentsize, 0);
	assert_refuses(read_kernel(), "ELF e_phentsize is 0, not 56");
}

TEST_OF_BOTH(32_headers_are_the_limit)
{
	use_bare(is64);
	for (uint32_t i = 1; i < 32; i++)
		add_segment(PT_LOAD, 0, 0x100000 * i, 0, 0x1000);
	read_kernel();
	assert_int_equal(space.count, 31);
	assert_area(30, 0x1f00000, 0x1000, 0, 0, 31);
	SET_EHDR(&image, e_phnum, 33);
	assert_refuses(read_kernel(), "33 program headers: 32 is the limit");
	SET_EHDR(&image, e_phnum, 0xffff);
	assert_refuses(read_kernel(), "65535 program headers: 32 is the limit");
}

TEST(no_headers)
{
	use_good(true);
	SET_EHDR(&image, e_phnum, 0);
	read_kernel();
	assert_int_equal(space.count, 0);
	assert_false(kernel.has_entry);
}

/* Without DMA every byte of the way there would be read. */
TEST(no_headers_are_not_looked_for)
{
	use_good(true);
	SET_EHDR(&image, e_phnum, 0);
	SET_EHDR(&image, e_phoff, 0xfffffff0);
	read_kernel();
	assert_int_equal(fake_log()->calls, 1);
}
