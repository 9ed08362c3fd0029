// SPDX-License-Identifier: GPL-2.0-or-later
#include "bytes.h"
#include "kaslr_image.h"
#include "kaslr_relocs.h"
#include "unit_test.h"

static struct image image;
static struct kaslr_relocs relocs;
static struct fault why;

static bool read_relocs(void)
{
	return kaslr_relocs_read(&relocs, &image.elf, image.bytes + IMAGE_END,
				 image.size - IMAGE_END, &why);
}

/* Read and believed. */
static void assert_good(void)
{
	assert_true(read_relocs());
	assert_true(kaslr_relocs_prove(&relocs, &image.elf, &why));
}

static void assert_unread(const char *reason)
{
	assert_false(read_relocs());
	assert_string_equal(why.why, reason);
}

static void assert_unproved(const char *reason)
{
	assert_true(read_relocs());
	assert_false(kaslr_relocs_prove(&relocs, &image.elf, &why));
	assert_string_equal(why.why, reason);
}

static void assert_list(unsigned int i, enum image_list list, unsigned int width, bool is_decreased)
{
	assert_int_equal(relocs.lists[i].count, image.counts[list]);
	for (size_t n = 0; n < image.counts[list]; n++)
		assert_int_equal(get32(relocs.lists[i].words + 4 * n), image.places[list][n]);
	assert_int_equal(relocs.lists[i].width, width);
	assert_int_equal(relocs.lists[i].is_decreased, is_decreased);
}

TEST(three_lists)
{
	image_good(&image, true);
	assert_good();
	assert_int_equal(relocs.base, IMAGE_BASE64);
	assert_int_equal(relocs.count, 3);
	assert_list(0, LIST_64, 8, false);
	assert_list(1, LIST_DECREASED, 4, true);
	assert_list(2, LIST_32, 4, false);
}

TEST(two_lists)
{
	image_start(&image, true);
	image.has_decreased = false;
	image_fill(&image);
	image_finish(&image);
	assert_good();
	assert_int_equal(relocs.count, 2);
	assert_list(0, LIST_64, 8, false);
	assert_list(1, LIST_32, 4, false);
}

TEST(one_list_of_i386)
{
	image_good(&image, false);
	assert_good();
	assert_int_equal(relocs.base, IMAGE_BASE32);
	assert_int_equal(relocs.count, 1);
	assert_list(0, LIST_32, 4, false);
}

/* As with a kernel for one processor: the zero stands there all the same. */
TEST(nothing_to_decrease)
{
	image_good(&image, true);
	image.counts[LIST_DECREASED] = 0;
	image_finish(&image);
	assert_good();
	assert_list(1, LIST_DECREASED, 4, true);
	assert_list(2, LIST_32, 4, false);
}

TEST(none)
{
	image_good(&image, true);
	image.size = IMAGE_END;
	assert_unread("it has no relocations: it was built without CONFIG_RANDOMIZE_BASE");
}

TEST(other_tails)
{
	image_good(&image, true);
	put32(image.bytes + IMAGE_END, 0x81000000);
	assert_unread("the 72 bytes behind its ELF file are not relocations");
	image_good(&image, true);
	image.size--;
	assert_unread("the 71 bytes behind its ELF file are not relocations");
	image_good(&image, true);
	image.size = IMAGE_END + 1;
	assert_unread("the 1 bytes behind its ELF file are not relocations");
}

TEST(other_numbers_of_lists)
{
	image_good(&image, true);
	image.size = IMAGE_END + 4 * 6;
	assert_unread("its relocations have an unknown form");
	image_good(&image, true);
	image.size += 4;
	assert_unread("its relocations have an unknown form");
	image_good(&image, true);
	put32(image.bytes + IMAGE_END + 8, 0);
	assert_unread("its relocations have an unknown form");
	image_good(&image, false);
	put32(image.bytes + IMAGE_END + 8, 0);
	assert_unread("its relocations have an unknown form");
}

/* What belongs to a kernel of the other word size. */
TEST(other_word_size)
{
	static struct image other;

	image_good(&image, true);
	image_good(&other, false);
	assert_false(kaslr_relocs_read(&relocs, &image.elf, other.bytes + IMAGE_END,
				       other.size - IMAGE_END, &why));
	assert_string_equal(why.why, "its relocations have an unknown form");
	assert_false(kaslr_relocs_read(&relocs, &other.elf, image.bytes + IMAGE_END,
				       image.size - IMAGE_END, &why));
	assert_string_equal(why.why, "its relocations have an unknown form");
}

TEST(another_system)
{
	image_good(&image, true);
	image.elf.segments[0].vaddr = image.elf.segments[0].paddr;
	assert_unread("it is not linked as Linux is");
	image.elf.count = 0;
	assert_unread("it is not linked as Linux is");
}

/* The lowest with bytes in the file, wherever its header stands. */
TEST(the_first_segment)
{
	struct elf_segment first;

	image_good(&image, true);
	first = image.elf.segments[0];
	image.elf.segments[0] = image.elf.segments[1];
	image.elf.segments[1] = first;
	assert_good();
	image.elf.segments[image.elf.count] = (struct elf_segment){ .type = first.type };
	image.elf.count++;
	assert_good();
}

TEST(places_outside)
{
	image_good(&image, true);
	image.places[LIST_32][4] = IMAGE_BASE64 + IMAGE_TEXT + 0xffd;
	image_finish(&image);
	assert_unproved("its relocation at 0x81000ffd lies in no segment");
	image.places[LIST_32][4] = IMAGE_BASE64 + IMAGE_DATA + 0x800;
	image_finish(&image);
	assert_unproved("its relocation at 0x81002800 lies in no segment");
	image.places[LIST_32][4] = 0xffffffff;
	image_finish(&image);
	assert_unproved("its relocation at 0xffffffff lies in no segment");
	image.places[LIST_32][4] = 1;
	image_finish(&image);
	assert_unproved("its relocation at 0x1 lies in no segment");
	image.places[LIST_32][4] = IMAGE_BASE64 + 4; /* as the PT_NOTE's p_paddr, 0, has it */
	image_finish(&image);
	assert_unproved("its relocation at 0x80000004 lies in no segment");
}

TEST(places_out_of_order)
{
	image_good(&image, true);
	image.places[LIST_32][1] = image.places[LIST_32][0];
	image_finish(&image);
	assert_unproved("its relocations are out of order at 0x81000101");
	image.places[LIST_32][1] = image.places[LIST_32][0] + 3;
	image_finish(&image);
	assert_unproved("its relocations are out of order at 0x81000104");
	image.places[LIST_32][1] = image.places[LIST_32][0] - 4;
	image_finish(&image);
	assert_unproved("its relocations are out of order at 0x810000fd");
}

TEST(lists_swapped)
{
	const uint8_t *words;

	image_good(&image, true);
	assert_true(read_relocs());
	words = relocs.lists[0].words;
	relocs.lists[0].words = relocs.lists[2].words;
	assert_false(kaslr_relocs_prove(&relocs, &image.elf, &why));
	assert_string_equal(
		why.why,
		"5 of 5 of its relocations are for values that are no addresses of the kernel");
	relocs.lists[0].words = words;
	relocs.lists[1].words = words;
	assert_false(kaslr_relocs_prove(&relocs, &image.elf, &why));
	assert_string_equal(
		why.why,
		"5 of 5 of its relocations are for values that are no addresses of the kernel");
}

static void many(size_t strangers)
{
	image_start(&image, true);
	for (uint32_t i = 0; i < 32; i++)
		image_place(&image, LIST_64, IMAGE_BASE64 + IMAGE_DATA + 8 * i,
			    i < strangers ? 0 : 0xffffffff81000000 + i);
	image_finish(&image);
}

/* Linux has a few hundred zeros, and sums of addresses, among its values. */
TEST(one_in_sixteen_may_be_no_address)
{
	many(2);
	assert_good();
	many(3);
	assert_unproved(
		"3 of 32 of its relocations are for values that are no addresses of the kernel");
}

TEST(edges_of_the_kernel)
{
	static const uint64_t good[] = { 0xffffffff80000000, 0xffffffffbfffffff };
	static const uint64_t bad[] = { 0xffffffff7fffffff, 0xffffffffc0000000, 0x81000000,
					0xfffffffe81000000 };

	image_good(&image, true);
	for (size_t i = 0; i < COUNT(good); i++) {
		put64(image_at(&image, image.places[LIST_64][2]), good[i]);
		assert_good();
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		put64(image_at(&image, image.places[LIST_64][2]), bad[i]);
		assert_unproved("1 of 5 of its relocations are for values that are no addresses of "
				"the kernel");
	}
}

/* Distances to per-CPU data: from 64 KiB below its first byte to 16 MiB behind it. */
TEST(edges_of_per_cpu_data)
{
	static const uint32_t good[] = { -0x10000u, 0xffffff }, bad[] = { -0x10001u, 0x1000000 };
	uint32_t place;

	image_good(&image, true);
	place = image.places[LIST_DECREASED][2];
	for (size_t i = 0; i < 2; i++) {
		put32(image_at(&image, place), good[i] - place);
		assert_good();
		put32(image_at(&image, place), bad[i] - place);
		assert_unproved("1 of 5 of its relocations are for values that are no addresses of "
				"the kernel");
	}
}

static void assert_lowest(uint64_t start, uint64_t end, uint64_t expected)
{
	uint64_t found;

	assert_int_equal(kaslr_relocs_lowest(&relocs, start, end, &found), expected != 0);
	if (expected)
		assert_int_equal(found, expected);
}

/* Of all lists; a value counts from its first byte to its last. */
TEST(the_lowest_value_in_a_range)
{
	const uint64_t text = IMAGE_TEXT + 0x100, data = IMAGE_DATA + 8;

	image_start(&image, true);
	image_place(&image, LIST_64, IMAGE_BASE64 + IMAGE_DATA + 8, 0xffffffff81000000);
	image_place(&image, LIST_32, IMAGE_BASE64 + IMAGE_TEXT + 0x100, 0x81000000);
	image_place(&image, LIST_32, IMAGE_BASE64 + IMAGE_DATA + 0x80, 0x81000000);
	image_finish(&image);
	assert_good();
	assert_lowest(IMAGE_TEXT, text, 0);
	assert_lowest(IMAGE_TEXT, text + 1, text);
	assert_lowest(text + 3, data, text);
	assert_lowest(text + 4, data, 0);
	assert_lowest(text + 4, IMAGE_DATA + 0x100, data);
	assert_lowest(data + 7, data + 8, data);
	assert_lowest(data + 8, IMAGE_DATA + 0x80, 0);
}
