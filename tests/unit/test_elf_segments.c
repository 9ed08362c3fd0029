// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

#define FOR_BOTH_CLASSES for (int is64 = 0; is64 < 2; is64++)

static void add(uint32_t type, uint64_t offset, uint64_t paddr, uint64_t filesz, uint64_t memsz)
{
	elf_image_add(&image, &(struct segment){ type, offset, paddr, filesz, memsz, 1 });
}

/* A header, the entry note as segment 0, and room for more; the entry is at 1 MiB. */
static void use_bare(bool is64)
{
	uint32_t end;

	elf_image_start(&image, is64);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x100000 }, 1);
	elf_image_add(&image, &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, 0, 4 });
}

static void test_the_good_image(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		read_kernel();
		assert_int_equal(space.count, 2);
		assert_area(0, 0x100000, 0x1000, SEGMENTS_AT, 0x800, 0);
		assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
		assert_int_equal(kernel.align, 0x1000);
		assert_false(kernel.is_dyn);
		assert_false(kernel.reloc.allowed);
	}
}

static void test_other_types_are_ignored(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		add(0, 0xffffffff, 0x100000, 0xffffffff, 1);
		add(2, 0, 0x100000, 0xffffffff, 0xffffffff);
		add(3, 0, 0x100000, 1, 1);
		add(0x6474e551, 0, 0, 0, 0);
		read_kernel();
		assert_int_equal(space.count, 2);
	}
}

/* Some places are behind what the window first holds. */
static void move_headers(uint32_t to)
{
	uint32_t size = image.is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr);
	uint32_t from = image.is64 ? sizeof(struct elf64_ehdr) : sizeof(struct elf32_ehdr);

	memcpy(image.bytes + to, image.bytes + from, 3 * size);
	memset(image.bytes + from, 0xff, 3 * size);
	SET_EHDR(&image, e_phoff, to);
}

static void test_headers_anywhere_in_the_file(void **state)
{
	static const uint32_t places[] = { 0x100,  0x101,  0x102, 0x103, 2048 - 3 * 56, 2048 - 3 * 56 + 1, 2048 - 3 * 32,
					   2048 - 3 * 32 + 1, 2047,  2048,	    0x2001 };

	(void)state;
	FOR_BOTH_CLASSES for (uint32_t i = 0; i < COUNT(places); i++) {
		use_good(is64);
		move_headers(places[i]);
		read_kernel();
		assert_int_equal(space.count, 2);
		assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
		assert_int_equal(kernel.entry, 0x100010);
	}
}

static void test_headers_at_the_very_end(void **state)
{
	(void)state;
	use_good(true);
	move_headers(image.size);
	image.size += 3 * 56;
	read_kernel();
	assert_int_equal(space.count, 2);
	image.size--;
	assert_refuses(read_kernel(), "program header 2 is at 0x5870-0x58a7, but the kernel file ends at 0x58a7");
	use_good(false);
	move_headers(image.size);
	image.size += 3 * 32;
	read_kernel();
	assert_int_equal(space.count, 2);
	image.size--;
	assert_refuses(read_kernel(), "program header 2 is at 0x5840-0x585f, but the kernel file ends at 0x585f");
}

static void test_headers_outside_the_file(void **state)
{
	(void)state;
	use_good(false);
	SET_EHDR(&image, e_phoff, 0xffffffff);
	assert_refuses(read_kernel(), "program header 0 is at 0xffffffff-0xffffffff, but the kernel file ends at 0x5800");
	SET_EHDR(&image, e_phoff, 0xfffffff0);
	assert_refuses(read_kernel(), "program header 0 is at 0xfffffff0-0xffffffff, but the kernel file ends at 0x5800");
	use_good(true);
	((struct elf64_ehdr *)image.bytes)->e_phoff = 0x100000040;
	assert_refuses(read_kernel(), "program header 0 is at 0xffffffff-0xffffffff, but the kernel file ends at 0x5800");
	SET_EHDR(&image, e_phoff, 0x5800);
	assert_refuses(read_kernel(), "program header 0 is at 0x5800-0x5837, but the kernel file ends at 0x5800");
}

static void test_size_of_a_header(void **state)
{
	(void)state;
	use_good(false);
	SET_EHDR(&image, e_phentsize, 31);
	assert_refuses(read_kernel(), "kernel's ELF e_phentsize is 31, not 32");
	SET_EHDR(&image, e_phentsize, 56);
	assert_refuses(read_kernel(), "kernel's ELF e_phentsize is 56, not 32");
	use_good(true);
	SET_EHDR(&image, e_phentsize, 57);
	assert_refuses(read_kernel(), "kernel's ELF e_phentsize is 57, not 56");
	SET_EHDR(&image, e_phentsize, 0);
	assert_refuses(read_kernel(), "kernel's ELF e_phentsize is 0, not 56");
}

static void test_32_headers_are_the_limit(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_bare(is64);
		for (uint32_t i = 1; i < 32; i++)
			add(PT_LOAD, 0, 0x100000 * i, 0, 0x1000);
		read_kernel();
		assert_int_equal(space.count, 31);
		assert_area(30, 0x1f00000, 0x1000, 0, 0, 31);
		SET_EHDR(&image, e_phnum, 33);
		assert_refuses(read_kernel(), "33 program headers: 32 is the limit");
		SET_EHDR(&image, e_phnum, 0xffff);
		assert_refuses(read_kernel(), "65535 program headers: 32 is the limit");
	}
}

static void test_no_headers(void **state)
{
	(void)state;
	use_good(true);
	SET_EHDR(&image, e_phnum, 0);
	read_kernel();
	assert_int_equal(space.count, 0);
	assert_false(kernel.has_entry);
}

/* Without DMA every byte of the way there would be read. */
static void test_no_headers_are_not_looked_for(void **state)
{
	(void)state;
	use_good(true);
	SET_EHDR(&image, e_phnum, 0);
	SET_EHDR(&image, e_phoff, 0xfffffff0);
	read_kernel();
	assert_int_equal(fake_log()->calls, 1);
}

static void test_empty_segments_are_dropped(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_bare(is64);
		add(PT_LOAD, 0xffffffff, 0, 0, 0);
		add(PT_LOAD, 0, 0x100000, 0, 0x1000);
		add(PT_LOAD, 0, 0x100800, 0, 0);
		read_kernel();
		assert_int_equal(space.count, 1);
		assert_area(0, 0x100000, 0x1000, 0, 0, 2);
	}
}

static void test_any_order(void **state)
{
	(void)state;
	use_bare(true);
	add(PT_LOAD, SEGMENTS_AT - 2, 0x300000, 2, 3);
	add(PT_LOAD, SEGMENTS_AT - 1, 0x100000, 1, 2);
	add(PT_LOAD, 0, 0x200000, SEGMENTS_AT, SEGMENTS_AT);
	read_kernel();
	assert_int_equal(space.count, 3);
	assert_area(0, 0x300000, 3, SEGMENTS_AT - 2, 2, 1);
	assert_area(1, 0x100000, 2, SEGMENTS_AT - 1, 1, 2);
	assert_area(2, 0x200000, SEGMENTS_AT, 0, SEGMENTS_AT, 3);
}

static void test_physical_addresses_count(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 0, p_vaddr, 0xc0100000);
		SET_PHDR(&image, 1, p_vaddr, 0);
		read_kernel();
		assert_area(0, 0x100000, 0x1000, SEGMENTS_AT, 0x800, 0);
		assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
	}
}

static void test_a_segment_to_the_last_byte_of_the_file(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		image.size--;
		assert_refuses(read_kernel(), "segment 1 is at 0x4800-0x57ff, but the kernel file ends at 0x57ff");
		SET_PHDR(&image, 1, p_filesz, 0xfff);
		read_kernel();
		assert_area(1, 0x200000, 0x1000, SEGMENTS_AT + 0x800, 0xfff, 1);
	}
}

static void test_segments_outside_the_file(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 1, p_offset, 0x5800);
		assert_refuses(read_kernel(), "segment 1 is at 0x5800-0x67ff, but the kernel file ends at 0x5800");
		SET_PHDR(&image, 1, p_offset, 0xfffff000);
		assert_refuses(read_kernel(), "segment 1 is at 0xfffff000-0xffffffff, but the kernel file ends at 0x5800");
		SET_PHDR(&image, 1, p_offset, 0xfffff001);
		assert_refuses(read_kernel(), "segment 1 is at 0xfffff001-0xffffffff, but the kernel file ends at 0x5800");
	}
	use_good(true);
	elf_image_phdr64(&image, 1)->p_offset = 0x100004800;
	assert_refuses(read_kernel(), "segment 1 is at 0xffffffff-0xffffffff, but the kernel file ends at 0x5800");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_filesz = 0x100001000;
	elf_image_phdr64(&image, 1)->p_memsz = 0x100001000;
	assert_refuses(read_kernel(), "segment 1 is at 0x4800-0xffffffff, but the kernel file ends at 0x5800");
}

static void test_an_offset_without_bytes_does_not_matter(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 1, p_offset, 0xffffffff);
		SET_PHDR(&image, 1, p_filesz, 0);
		read_kernel();
		assert_area(1, 0x200000, 0x1000, 0xffffffff, 0, 1);
	}
}

static void test_notes_outside_the_file(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 2, p_offset, 0x57ed);
		assert_refuses(read_kernel(), "segment 2 is at 0x57ed-0x5800, but the kernel file ends at 0x5800");
		SET_PHDR(&image, 2, p_offset, 0xfffffff0);
		assert_refuses(read_kernel(), "segment 2 is at 0xfffffff0-0xffffffff, but the kernel file ends at 0x5800");
	}
}

static void test_filesz_up_to_memsz(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 0, p_memsz, 0x800);
		read_kernel();
		assert_area(0, 0x100000, 0x800, SEGMENTS_AT, 0x800, 0);
		SET_PHDR(&image, 0, p_memsz, 0x7ff);
		assert_refuses(read_kernel(), "segment 0 has p_filesz 0x800 over p_memsz 0x7ff");
		SET_PHDR(&image, 0, p_memsz, 0);
		assert_refuses(read_kernel(), "segment 0 has p_filesz 0x800 over p_memsz 0x0");
	}
}

static void test_the_top_of_4_gib(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 1, p_paddr, 0xffffefff);
		read_kernel();
		assert_area(1, 0xffffefff, 0x1000, SEGMENTS_AT + 0x800, 0x1000, 1);
		SET_PHDR(&image, 1, p_paddr, 0xfffff000);
		assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
		SET_PHDR(&image, 1, p_paddr, 0xffffffff);
		assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	}
}

static void test_numbers_of_64_bits(void **state)
{
	(void)state;
	use_good(true);
	elf_image_phdr64(&image, 1)->p_paddr = 0x100200000;
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_memsz = 0x100001000;
	assert_refuses(read_kernel(), "segment 1 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 0)->p_paddr = 0xffffffff00100000;
	assert_refuses(read_kernel(), "segment 0 ends beyond 4 GiB");
	use_good(true);
	elf_image_phdr64(&image, 1)->p_align = 0x100000000;
	read_kernel();
	assert_int_equal(kernel.align, 0xffffffff);
}

static void test_the_largest_alignment_is_kept(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 0, p_align, 0x200000);
		SET_PHDR(&image, 2, p_align, 0x400000);
		read_kernel();
		assert_int_equal(kernel.align, 0x200000);
	}
}

static void test_overlap_to_the_byte(void **state)
{
	(void)state;
	FOR_BOTH_CLASSES {
		use_good(is64);
		SET_PHDR(&image, 1, p_paddr, 0x101000);
		read_kernel();
		SET_PHDR(&image, 1, p_paddr, 0x100fff);
		assert_refuses(read_kernel(), "segments 0 and 1 overlap at 0x100fff");
		SET_PHDR(&image, 1, p_paddr, 0xff000);
		read_kernel();
		SET_PHDR(&image, 1, p_paddr, 0xff001);
		assert_refuses(read_kernel(), "segments 0 and 1 overlap at 0x100000");
		SET_PHDR(&image, 1, p_paddr, 0x100000);
		assert_refuses(read_kernel(), "segments 0 and 1 overlap at 0x100000");
	}
}

static void test_overlap_names_program_headers(void **state)
{
	(void)state;
	use_bare(true);
	add(PT_LOAD, 0, 0x100000, 0, 0x1000);
	add(2, 0, 0, 0, 0);
	add(PT_LOAD, 0, 0x80000, 0, 0x100000);
	assert_refuses(read_kernel(), "segments 1 and 3 overlap at 0x100000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_good_image),
		cmocka_unit_test(test_other_types_are_ignored),
		cmocka_unit_test(test_headers_anywhere_in_the_file),
		cmocka_unit_test(test_headers_at_the_very_end),
		cmocka_unit_test(test_headers_outside_the_file),
		cmocka_unit_test(test_size_of_a_header),
		cmocka_unit_test(test_32_headers_are_the_limit),
		cmocka_unit_test(test_no_headers),
		cmocka_unit_test(test_no_headers_are_not_looked_for),
		cmocka_unit_test(test_empty_segments_are_dropped),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_physical_addresses_count),
		cmocka_unit_test(test_a_segment_to_the_last_byte_of_the_file),
		cmocka_unit_test(test_segments_outside_the_file),
		cmocka_unit_test(test_an_offset_without_bytes_does_not_matter),
		cmocka_unit_test(test_notes_outside_the_file),
		cmocka_unit_test(test_filesz_up_to_memsz),
		cmocka_unit_test(test_the_top_of_4_gib),
		cmocka_unit_test(test_numbers_of_64_bits),
		cmocka_unit_test(test_the_largest_alignment_is_kept),
		cmocka_unit_test(test_overlap_to_the_byte),
		cmocka_unit_test(test_overlap_names_program_headers),
	};

	return cmocka_run_group_tests_name("elf_segments", tests, NULL, NULL);
}
