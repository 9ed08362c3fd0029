// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

#define ENTRY XEN_ELFNOTE_PHYS32_ENTRY
#define RELOC XEN_ELFNOTE_PHYS32_RELOC
#define WORDS(...) ((const uint32_t[]){ __VA_ARGS__ })

/* Where the next note goes. */
static uint32_t at;

/* A kernel of one segment, 1 MiB from 0x100000 on, and a PT_NOTE (segment 1) at `offset` of alignment `align`. */
static void start_at(uint32_t offset, uint32_t align)
{
	elf_image_start(&image, true);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, 0x100000, 0, 0x100000, 0x1000 });
	elf_image_add(&image, &(struct segment){ PT_NOTE, offset, 0, 0, 0, align });
	at = offset;
}

static void start(uint32_t align)
{
	start_at(NOTES_AT, align);
}

static void put(uint32_t align, const char *owner, uint32_t type, const void *desc, uint32_t descsz)
{
	at = elf_image_note(&image, at, align, owner, type, desc, descsz);
}

static void put_xen(uint32_t type, const uint32_t *words, uint32_t count)
{
	put(4, "Xen", type, words, 4 * count);
}

/* A note of another owner that fills the space up to `end`. */
static void fill_to(uint32_t end)
{
	static const uint8_t zeros[ELF_IMAGE_MAX];

	put(4, "Pad", 1, zeros, end - at - 16);
	assert_int_equal(at, end);
}

/* A note header without the bytes that it speaks of. */
static void put_header(uint32_t namesz, uint32_t descsz, uint32_t type)
{
	const struct elf_nhdr header = { namesz, descsz, type };

	memcpy(image.bytes + at, &header, sizeof(header));
	at += sizeof(header);
}

/* The segment ends here, and the file if there is nothing behind. */
static void read_notes(void)
{
	struct elf64_phdr *phdr = elf_image_phdr64(&image, 1);

	phdr->p_filesz = at - phdr->p_offset;
	if (image.size < at)
		image.size = at;
	read_kernel();
}

static void assert_entry(uint32_t entry)
{
	assert_true(kernel.has_entry);
	assert_int_equal(kernel.entry, entry);
}

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

static void test_names_and_descriptors_padded_to_4(void **state)
{
	(void)state;
	for (uint32_t n = 1; n < 16; n++) {
		start(n % 2 ? 1 : 4);
		put(4, "abcdefghijklmnop" + n, 1, "0123456789abcdef", n);
		put_xen(ENTRY, WORDS(0x100000 + n), 1);
		read_notes();
		assert_entry(0x100000 + n);
	}
}

static void test_alignments_of_the_segment(void **state)
{
	static const uint32_t aligns[] = { 0, 1, 2, 4, 8, 16, 0x1000 };

	(void)state;
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
static void test_gnu_property_before_notes_padded_to_4(void **state)
{
	(void)state;
	start(8);
	put(8, "GNU", 5, WORDS(0xc0000002, 4, 3, 0), 16);
	put(4, "GNU", 3, "0123456789abcdefghij", 20);
	put_xen(ENTRY, WORDS(0x100080), 1);
	read_notes();
	assert_entry(0x100080);
}

static void test_gnu_property_behind_a_gap(void **state)
{
	(void)state;
	start(8);
	put(4, "GNU", 3, "0123456789abcdefghij", 20);
	assert_int_equal(at % 8, 4);
	memset(image.bytes + at, 0, 4);
	at += 4;
	put(8, "GNU", 5, WORDS(0xc0000002, 4, 3, 0), 16);
	put_xen(ENTRY, WORDS(0x1000c0), 1);
	read_notes();
	assert_entry(0x1000c0);
}

/* A gap is only where p_align leaves one; elsewhere four zeros are the size of an empty name. */
static void test_an_empty_name_is_no_gap(void **state)
{
	(void)state;
	start(4);
	put_header(0, 4, 7);
	memcpy(image.bytes + at, "desc", 4);
	at += 4;
	put_xen(ENTRY, WORDS(0x100010), 1);
	read_notes();
	assert_entry(0x100010);
}

static void test_everything_padded_to_8(void **state)
{
	(void)state;
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

static void test_padded_to_8_without_leave(void **state)
{
	(void)state;
	start(4);
	put(8, "longer", 3, "0123456789abcdefghijk", 21);
	put(8, "longer", 3, "0123456789abcdefghijk", 21);
	put(8, "Xen", ENTRY, WORDS(0x100100), 4);
	assert_refuses(read_notes(),
		       "note at 0x102c (name 107, descriptor 7) overruns segment 1 at 0x1078");
}

static void test_a_descriptor_longer_than_the_window(void **state)
{
	(void)state;
	start(4);
	fill_to(NOTES_AT + 0x2ffc);
	put_xen(ENTRY, WORDS(0x100200), 1);
	read_notes();
	assert_entry(0x100200);
}

static void test_a_name_longer_than_the_window(void **state)
{
	static char name[5000];

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	start(4);
	put(4, name, ENTRY, "desc", 4);
	put_xen(ENTRY, WORDS(0x100300), 1);
	read_notes();
	assert_entry(0x100300);
}

/* Wherever the note lies against the window's end, and whatever the offset's last bits are. */
static void test_notes_across_the_window_s_end(void **state)
{
	(void)state;
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
static void test_an_empty_note_at_the_window_s_end(void **state)
{
	(void)state;
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

static void test_many_notes(void **state)
{
	uint32_t notes = 0;

	(void)state;
	start(4);
	for (; at < 0x3fc0; notes++)
		put(4, "Pad", notes, "0123", notes % 5);
	put_xen(ENTRY, WORDS(0x100000), 1);
	read_notes();
	assert_entry(0x100000);
	assert_true(fake_log()->calls < 16);
}

static void test_reading_is_one_access_where_it_can_be(void **state)
{
	(void)state;
	use_good(true);
	read_kernel();
	assert_int_equal(fake_log()->calls, 2);
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

static void test_rest_too_short_for_a_note(void **state)
{
	(void)state;
	for (uint32_t rest = 0; rest < 12; rest++) {
		start(4);
		put_xen(ENTRY, WORDS(0x100000), 1);
		memset(image.bytes + at, 0xff, rest);
		at += rest;
		read_notes();
		assert_entry(0x100000);
	}
}

static void test_the_last_descriptor_needs_no_padding(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	put(4, "abc", 1, "0123456", 5);
	at -= 3;
	read_notes();
	assert_entry(0x100000);
	at--;
	assert_refuses(read_notes(), "note at 0x1014 (name 4, descriptor 5) overruns segment 1 at 0x1028");
}

static void test_a_name_that_overruns(void **state)
{
	(void)state;
	start(4);
	put_header(1, 0, ENTRY);
	assert_refuses(read_notes(), "note at 0x1000 (name 1, descriptor 0) overruns segment 1 at 0x100c");
	start(4);
	put_header(0xffffffff, 4, ENTRY);
	at += 20;
	assert_refuses(read_notes(),
		       "note at 0x1000 (name 4294967295, descriptor 4) overruns segment 1 at 0x1020");
	start(4);
	put_header(0xfffffff1, 4, ENTRY);
	at += 20;
	assert_refuses(read_notes(),
		       "note at 0x1000 (name 4294967281, descriptor 4) overruns segment 1 at 0x1020");
	start(4);
	put_header(21, 0, ENTRY);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 (name 21, descriptor 0) overruns segment 1 at 0x1020");
}

static void test_a_descriptor_that_overruns(void **state)
{
	(void)state;
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	at--;
	assert_refuses(read_notes(), "note at 0x1000 (name 4, descriptor 4) overruns segment 1 at 0x1013");
	start(4);
	put_xen(ENTRY, WORDS(0x100000), 1);
	put_header(0, 0xffffffff, 1);
	assert_refuses(read_notes(),
		       "note at 0x1014 (name 0, descriptor 4294967295) overruns segment 1 at 0x1020");
	start(4);
	put_header(0, 0xfffffff4, 1);
	assert_refuses(read_notes(),
		       "note at 0x1000 (name 0, descriptor 4294967284) overruns segment 1 at 0x100c");
}

/* With p_align 8 the sentence tells of the walk that was tried last. */
static void test_overrun_in_either_padding(void **state)
{
	(void)state;
	start(8);
	put_header(4, 100, 1);
	at += 20;
	assert_refuses(read_notes(), "note at 0x1000 (name 4, descriptor 100) overruns segment 1 at 0x1020");
}

/* Sums of 32 bits must not wrap, and the walk must end, however large the segment says it is. */
static void test_a_segment_of_nearly_4_gib(void **state)
{
	(void)state;
	for (uint32_t more = 0; more < 16; more++) {
		start_at(0, 4);
		memset(image.bytes + NOTES_AT, 0, 12);
		elf_image_phdr64(&image, 1)->p_offset = NOTES_AT;
		elf_image_phdr64(&image, 1)->p_filesz = 0xffffffff - NOTES_AT;
		at = NOTES_AT;
		put_header(0, 0xffffffff - NOTES_AT - 12 - more, 1);
		assert_refuses(read_kernel_of_size(0xfffffffe), "segment 1 is at 0x1000-0xfffffffe, but the kernel file ends "
								"at 0xfffffffe");
		elf_image_phdr64(&image, 1)->p_filesz--;
		if (!setjmp(*refusal_catch()))
			read_kernel_of_size(0xfffffffe);
		refusal_dismiss();
		assert_false(kernel.has_entry);
	}
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
		cmocka_unit_test(test_names_and_descriptors_padded_to_4),
		cmocka_unit_test(test_alignments_of_the_segment),
		cmocka_unit_test(test_gnu_property_before_notes_padded_to_4),
		cmocka_unit_test(test_gnu_property_behind_a_gap),
		cmocka_unit_test(test_an_empty_name_is_no_gap),
		cmocka_unit_test(test_everything_padded_to_8),
		cmocka_unit_test(test_padded_to_8_without_leave),
		cmocka_unit_test(test_a_descriptor_longer_than_the_window),
		cmocka_unit_test(test_a_name_longer_than_the_window),
		cmocka_unit_test(test_notes_across_the_window_s_end),
		cmocka_unit_test(test_an_empty_note_at_the_window_s_end),
		cmocka_unit_test(test_many_notes),
		cmocka_unit_test(test_reading_is_one_access_where_it_can_be),
		cmocka_unit_test(test_two_segments_of_notes),
		cmocka_unit_test(test_notes_before_and_inside_of_a_pt_load),
		cmocka_unit_test(test_rest_too_short_for_a_note),
		cmocka_unit_test(test_the_last_descriptor_needs_no_padding),
		cmocka_unit_test(test_a_name_that_overruns),
		cmocka_unit_test(test_a_descriptor_that_overruns),
		cmocka_unit_test(test_overrun_in_either_padding),
		cmocka_unit_test(test_a_segment_of_nearly_4_gib),
	};

	return cmocka_run_group_tests_name("elf_notes", tests, NULL, NULL);
}
