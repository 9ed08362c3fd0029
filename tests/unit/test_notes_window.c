// SPDX-License-Identifier: GPL-2.0-or-later
/* Notes larger than the window that they are read through, or lying across its end. */
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

TEST(a_descriptor_longer_than_the_window)
{
	start(4);
	fill_to(NOTES_AT + 0x2ffc);
	put_xen(ENTRY, WORDS(0x100200), 1);
	read_notes();
	assert_entry(0x100200);
}

TEST(a_name_longer_than_the_window)
{
	static char name[5000];

	memset(name, 'n', sizeof(name) - 1);
	start(4);
	put(4, name, ENTRY, "desc", 4);
	put_xen(ENTRY, WORDS(0x100300), 1);
	read_notes();
	assert_entry(0x100300);
}

/* Wherever the note lies against the window's end, and whatever the offset's last bits are. */
TEST(notes_across_the_end_of_the_window)
{
	for (uint32_t offset = NOTES_AT; offset < NOTES_AT + 4; offset++) {
		for (uint32_t end = 900; end < 1100; end += 4) {
			start_at(offset, 4);
			fill_to(offset + end);
			put_xen(ENTRY, WORDS(0x100000 + end, 0), 2);
			put_xen(RELOC, WORDS(0x1000, end, 0x400000), 3);
			read_notes();
			assert_entry(0x100000 + end);
			assert_true(kernel.reloc.allowed);
			assert_int_equal(kernel.reloc.min, end);
			assert_int_equal(kernel.reloc.last, 0x400000);
		}
	}
}

/* The last bytes of the window's worth are a note with nothing behind it. */
TEST(an_empty_note_at_the_end_of_the_window)
{
	for (uint32_t size = 900; size < 2400; size += 4) {
		start(4);
		put_xen(ENTRY, WORDS(0x100000), 1);
		fill_to(NOTES_AT + size - 16);
		put_xen(RELOC, NULL, 0);
		read_notes();
		assert_true(kernel.reloc.allowed);
		assert_int_equal(kernel.reloc.last, 0xffffffff);
	}
}

TEST(many_notes)
{
	uint32_t notes = 0;

	start(4);
	for (; at < 0x3fc0; notes++)
		put(4, "Pad", notes, "0123", notes % 5);
	put_xen(ENTRY, WORDS(0x100000), 1);
	read_notes();
	assert_entry(0x100000);
	assert_true(fake_log()->calls < 16);
}
