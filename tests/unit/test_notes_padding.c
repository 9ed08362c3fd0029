// SPDX-License-Identifier: GPL-2.0-or-later
/* Notes padded to 4 bytes, to 8, or to both by turns. */
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

TEST(names_and_descriptors_padded_to_4)
{
	for (uint32_t n = 1; n < 16; n++) {
		start(n % 2 ? 1 : 4);
		put(4, "abcdefghijklmnop" + n, 1, "0123456789abcdef", n);
		put_xen(ENTRY, WORDS(0x100000 + n), 1);
		read_notes();
		assert_entry(0x100000 + n);
	}
}

TEST(alignments_of_the_segment)
{
	static const uint32_t aligns[] = { 0, 1, 2, 4, 8, 16, 0x1000 };

	for (uint32_t i = 0; i < COUNT(aligns); i++) {
		start(aligns[i]);
		put(4, "GNU", 3, "0123456789abcdefghij", 20);
		put_xen(ENTRY, WORDS(0x100040), 1);
		put(4, "Linux", 0x101, "", 0);
		read_notes();
		assert_entry(0x100040);
	}
}

/* As GNU property notes are: .note.gnu.property on 8, all others behind it on 4. */
TEST(gnu_property_before_notes_padded_to_4)
{
	start(8);
	put(8, "GNU", 5, WORDS(0xc0000002, 4, 3, 0), 16);
	put(4, "GNU", 3, "0123456789abcdefghij", 20);
	put_xen(ENTRY, WORDS(0x100080), 1);
	read_notes();
	assert_entry(0x100080);
}

TEST(gnu_property_behind_a_gap)
{
	start(8);
	put(4, "GNU", 3, "0123456789abcdefghij", 20);
	put(4, "GNU", 1, WORDS(0, 6), 8);
	put(4, "GNU", 4, WORDS(1, 2), 8);
	assert_int_equal(at % 8, 4);
	memset(image.bytes + at, 0, 4);
	at += 4;
	put(8, "GNU", 5, WORDS(0xc0000002, 4, 3, 0), 16);
	put_xen(ENTRY, WORDS(0x1000c0), 1);
	read_notes();
	assert_entry(0x1000c0);
}

/* A gap is only where p_align leaves one; elsewhere four zeros are the size of an empty name. */
TEST(an_empty_name_is_no_gap)
{
	for (uint32_t offset = NOTES_AT; offset <= NOTES_AT + 4; offset += 4) {
		start_at(offset, 4);
		put_header(0, 4, 7);
		memcpy(image.bytes + at, "desc", 4);
		at += 4;
		put_xen(ENTRY, WORDS(0x100010), 1);
		read_notes();
		assert_entry(0x100010);
	}
}

TEST(everything_padded_to_8)
{
	start(8);
	put(8, "stapsdt", 3, "0123456789abcdefghijk", 21);
	put(8, "Xen", 6, "guest", 6);
	put(8, "Xen", ENTRY, WORDS(0x100100), 4);
	put(8, "Xen", RELOC, WORDS(0x2000, 0x100000, 0x7fffff), 12);
	read_notes();
	assert_entry(0x100100);
	assert_true(kernel.reloc.allowed);
	assert_int_equal(kernel.reloc.align, 0x2000);
	assert_int_equal(kernel.reloc.last, 0x7fffff);
}

TEST(padded_to_8_without_leave)
{
	start(4);
	put(8, "longer", 3, "0123456789abcdefghijk", 21);
	put(8, "longer", 3, "0123456789abcdefghijk", 21);
	put(8, "Xen", ENTRY, WORDS(0x100100), 4);
	assert_refuses(read_notes(), "note at 0x102c overruns segment 1");
}
