// SPDX-License-Identifier: GPL-2.0-or-later
/* Whose notes count, and where they are found. */
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

TEST(entry_of_4_bytes)
{
	start(4);
	put_xen(ENTRY, WORDS(0x123456), 1);
	read_notes();
	assert_entry(0x123456);
}

TEST(entry_of_8_bytes)
{
	start(4);
	put_xen(ENTRY, WORDS(0x123456, 0), 2);
	read_notes();
	assert_entry(0x123456);
	start(4);
	put_xen(ENTRY, WORDS(0x123456, 1), 2);
	read_notes();
	assert_entry(0xffffffff);
}

TEST(entry_of_another_size)
{
	start(4);
	put_xen(ENTRY, NULL, 0);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 0 bytes");
	start(4);
	put(4, "Xen", ENTRY, "abc", 3);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 3 bytes");
	start(4);
	put(4, "Xen", ENTRY, "abcdef", 6);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 6 bytes");
	start(4);
	put_xen(ENTRY, WORDS(1, 2, 3), 3);
	assert_refuses(read_notes(), "PHYS32_ENTRY note has 12 bytes");
}

TEST(the_first_entry_counts)
{
	start(4);
	put_xen(ENTRY, WORDS(0x111111), 1);
	put_xen(ENTRY, WORDS(0x122222), 1);
	read_notes();
	assert_entry(0x111111);
}

TEST(none)
{
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

TEST(other_owners)
{
	static const char *const owners[] = { "nuttx", "xen", "XEN", "Xe",     "Xen2",
					      "GNU",   "",    "X",   "Xen\x80" };

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
TEST(the_nul_belongs_to_the_name)
{
	start(4);
	put_header(3, 4, ENTRY);
	memcpy(image.bytes + at, "Xen\0\0\0\x10", 8);
	at += 8;
	read_notes();
	assert_false(kernel.has_entry);
}

TEST(two_segments_of_notes)
{
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

TEST(notes_before_and_inside_of_a_pt_load)
{
	elf_image_start(&image, false);
	elf_image_xen(&image, 0x200, ENTRY, WORDS(0x100004), 1);
	elf_image_add(&image, &(struct segment){ PT_NOTE, 0x200, 0, 20, 0, 4 });
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0x1000, 0x1000, 0x1000 });
	read_kernel();
	assert_entry(0x100004);
}

TEST(reading_is_one_access_where_it_can_be)
{
	use_good(true);
	read_kernel();
	assert_int_equal(fake_log()->calls, 2);
}
