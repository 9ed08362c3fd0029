// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose notes count, and where they are found. */
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

static void test_entry_of_4_bytes(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, WORDS(0x123456), 1);
	read_notes();
	assert_entry(0x123456);
}

static void test_entry_of_8_bytes(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, WORDS(0x123456, 0), 2);
	read_notes();
	assert_entry(0x123456);
	start(4);
	put_xen(ENTRY, WORDS(0x123456, 1), 2);
	read_notes();
	assert_entry(0xffffffff);
}

static void test_entry_of_another_size(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, NULL, 0);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 0 bytes, not 4 or 8");
	start(4);
	put(4, "Xen", ENTRY, "abc", 3);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 3 bytes, not 4 or 8");
	start(4);
	put(4, "Xen", ENTRY, "abcdef", 6);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 6 bytes, not 4 or 8");
	start(4);
	put_xen(ENTRY, WORDS(1, 2, 3), 3);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 12 bytes, not 4 or 8");
}

static void test_the_first_entry_counts(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, WORDS(0x111111), 1);
	put_xen(ENTRY, WORDS(0x122222), 1);
	read_notes();
	assert_entry(0x111111);
}

static void test_none(void **state)
{
	(void)state;
	start(4);
	read_notes();
	assert_false(kernel.has_entry);
	start(4);
	put_xen(17, WORDS(0x100000), 1);
	put_xen(20, WORDS(0x100000), 1);
	read_notes();
	assert_false(kernel.has_entry);
	assert_false(kernel.reloc.allowed);
}

static void test_other_owners(void **state)
{
	static const char *const owners[] = { "nuttx", "xen", "XEN", "Xe", "Xen2", "GNU", "", "X", "Xen\x80" };

	(void)state;
	start(4);
	for (uint32_t i = 0; i < COUNT(owners); i++) {
		put(4, owners[i], ENTRY, WORDS(0xdead), 4);
		put(4, owners[i], RELOC, WORDS(0x1000), 4);
	}
	read_notes();
	assert_false(kernel.has_entry);
	assert_false(kernel.reloc.allowed);
	put_xen(ENTRY, WORDS(0x100000), 1);
	put(4, "Xen2", ENTRY, WORDS(0xdead), 4);
	read_notes();
	assert_entry(0x100000);
}

/* A name of 3 bytes, its NUL not counted, is another name. */
static void test_the_nul_belongs_to_the_name(void **state)
{
	(void)state;
	start(4);
	put_header(3, 4, ENTRY);
	memcpy(image.bytes + at, "Xen\0\0\0\x10", 8);
	at += 8;
	read_notes();
	assert_false(kernel.has_entry);
}

static void test_two_segments_of_notes(void **state)
{
	(void)state;
	for (uint32_t first = 0; first < 2; first++) {
		start(4);
		put(4, "GNU", 3, "0123", 4);
		elf_image_phdr64(&image, 1)->p_filesz = at - NOTES_AT;
		elf_image_add(&image, &(struct segment){ PT_NOTE, at, 0, 20, 0, 4 });
		put_xen(ENTRY, WORDS(0x100000), 1);
		if (first) {
			struct elf64_phdr swapped = *elf_image_phdr64(&image, 1);

			*elf_image_phdr64(&image, 1) = *elf_image_phdr64(&image, 2);
			*elf_image_phdr64(&image, 2) = swapped;
		}
		read_kernel();
		assert_entry(0x100000);
	}
}

static void test_notes_before_and_inside_of_a_pt_load(void **state)
{
	(void)state;
	elf_image_start(&image, false);
	elf_image_xen(&image, 0x200, ENTRY, WORDS(0x100004), 1);
	elf_image_add(&image, &(struct segment){ PT_NOTE, 0x200, 0, 20, 0, 4 });
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0x1000, 0x1000, 0x1000 });
	read_kernel();
	assert_entry(0x100004);
}

static void test_reading_is_one_access_where_it_can_be(void **state)
{
	(void)state;
	use_good(true);
	read_kernel();
	assert_int_equal(fake_log()->calls, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entry_of_4_bytes),
		cmocka_unit_test(test_entry_of_8_bytes),
		cmocka_unit_test(test_entry_of_another_size),
		cmocka_unit_test(test_the_first_entry_counts),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_other_owners),
		cmocka_unit_test(test_the_nul_belongs_to_the_name),
		cmocka_unit_test(test_two_segments_of_notes),
		cmocka_unit_test(test_notes_before_and_inside_of_a_pt_load),
		cmocka_unit_test(test_reading_is_one_access_where_it_can_be),
	};

	return cmocka_run_group_tests_name("elf_notes", tests, NULL, NULL);
}
