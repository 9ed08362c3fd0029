// SPDX-License-Identifier: GPL-2.0-or-later
/* Notes that run past the end of their segment, and segments that end just right. */
#include <string.h>
#include "unit.h"
#include "notes_fixture.h"

TEST(rest_too_short_for_a_note)
{
	for (uint32_t rest = 0; rest < 12; rest++) {
		start(4);
		put_xen(ENTRY, WORDS(0x100000), 1);
		memset(image.bytes + at, 0xff, rest);
		at += rest;
		read_notes();
		assert_entry(0x100000);
	}
}

TEST(the_last_descriptor_needs_no_padding)
{
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	put(4, "abc", 1, "0123456", 5);
	at -= 3;
	read_notes();
	assert_entry(0x100000);
	at--;
	assert_refuses(read_notes(), "note at 0x1014 overruns segment 1");
}

TEST(a_name_that_overruns)
{
	start(4);
	put_header(1, 0, ENTRY);
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
	start(4);
	put_header(0xffffffff, 4, ENTRY);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
	start(4);
	put_header(0xfffffff1, 4, ENTRY);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
	start(4);
	put_header(21, 0, ENTRY);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
	start(4);
	put_header(17, 4, 1);
	at += 17;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
}

TEST(a_descriptor_that_overruns)
{
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	at--;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	put_header(0, 0xffffffff, 1);
	assert_refuses(read_notes(), "note at 0x1014 overruns segment 1");
	start(4);
	put_header(0, 0xfffffff4, 1);
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
}

/* With p_align 8 the sentence tells of the walk that was tried last. */
TEST(overrun_in_either_padding)
{
	start(8);
	put_header(4, 100, 1);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 overruns segment 1");
}

/* An offset that is 0 is no sign of all being well. */
TEST(a_segment_at_the_files_beginning)
{
	start_at(0, 4);
	at = 16;
	assert_refuses(read_notes(), "note at 0x0 overruns segment 1");
}

/* Sums of 32 bits must not wrap, and the walk must end, however large the segment says it is. */
TEST(a_segment_of_nearly_4_gib)
{
	for (uint32_t more = 0; more < 16; more++) {
		start_at(0, 4);
		memset(image.bytes + NOTES_AT, 0, 12);
		elf_image_phdr64(&image, 1)->p_offset = NOTES_AT;
		elf_image_phdr64(&image, 1)->p_filesz = 0xffffffff - NOTES_AT;
		at = NOTES_AT;
		put_header(0, 0xffffffff - NOTES_AT - 12 - more, 1);
		assert_refuses(read_kernel_of_size(0xfffffffe),
			       "segment 1 ends beyond the file (4294967294 bytes)");
		elf_image_phdr64(&image, 1)->p_filesz--;
		if (!setjmp(*refusal_catch()))
			read_kernel_of_size(0xfffffffe);
		refusal_dismiss();
		assert_false(kernel.has_entry);
	}
}
