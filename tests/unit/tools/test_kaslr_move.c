// SPDX-License-Identifier: GPL-2.0-or-later
#include <elf.h>
#include <string.h>
#include "bytes.h"
#include "kaslr_image.h"
#include "kaslr_move.h"
#include "unit_test.h"

#define DISTANCE 0x5600000

static struct image image, expected;
static struct kaslr_move move;
static struct fault why;

static bool start(void)
{
	return kaslr_move_start(&move, &image.elf, image.bytes + IMAGE_END, image.size - IMAGE_END,
				DISTANCE, &why);
}

/* The ELF file in `image` becomes the moved one, in parts of so many bytes, which do not begin at
 * the same places. */
static void move_in_parts(size_t size)
{
	static uint8_t moved[IMAGE_END];

	assert_true(start());
	for (size_t at = 0, ready; at < IMAGE_END; at += ready) {
		size_t part = IMAGE_END - at < size ? IMAGE_END - at : size;

		assert_int_equal(move.done, at);
		memcpy(moved + at, image.bytes + at, part);
		ready = kaslr_move_part(&move, moved + at, part);
		assert_true(ready >= (part < KASLR_PART_MIN ? part : 1) && ready <= part);
	}
	memcpy(image.bytes, moved, IMAGE_END);
	assert_true(kaslr_move_is_complete(&move, &why));
}

static void expect32(uint8_t *at, uint32_t distance)
{
	put32(at, get32(at) + distance);
}

static void expect64(uint8_t *at, uint64_t distance)
{
	put64(at, get64(at) + distance);
}

static void expect_headers64(void)
{
	Elf64_Ehdr *header = (Elf64_Ehdr *)expected.bytes;
	Elf64_Phdr *segments = (Elf64_Phdr *)(header + 1);

	header->e_entry += DISTANCE;
	segments[0].p_vaddr += DISTANCE;
	segments[2].p_vaddr += DISTANCE;
	for (int i = 0; i < 4; i++)
		segments[i].p_paddr += DISTANCE;
}

static void expect_headers32(void)
{
	Elf32_Ehdr *header = (Elf32_Ehdr *)expected.bytes;
	Elf32_Phdr *segments = (Elf32_Phdr *)(header + 1);

	header->e_entry += DISTANCE;
	segments[0].p_vaddr += DISTANCE;
	segments[1].p_vaddr += DISTANCE;
	for (int i = 0; i < 3; i++)
		segments[i].p_paddr += DISTANCE;
}

static void expect_moved(void)
{
	for (size_t i = 0; i < image.counts[LIST_64]; i++)
		expect64(image_at(&expected, image.places[LIST_64][i]), DISTANCE);
	for (size_t i = 0; i < image.counts[LIST_DECREASED]; i++)
		expect32(image_at(&expected, image.places[LIST_DECREASED][i]), -(uint32_t)DISTANCE);
	for (size_t i = 0; i < image.counts[LIST_32]; i++)
		expect32(image_at(&expected, image.places[LIST_32][i]), DISTANCE);
	expect32(expected.bytes + IMAGE_NOTE_AT, DISTANCE);
	if (image.is64)
		expect_headers64();
	else
		expect_headers32();
}

static void assert_moved(size_t part)
{
	expected = image;
	expect_moved();
	move_in_parts(part);
	assert_memory_equal(image.bytes, expected.bytes, IMAGE_END);
}

TEST(x86_64)
{
	image_good(&image, true);
	assert_moved(IMAGE_END);
}

TEST(i386)
{
	image_good(&image, false);
	assert_moved(IMAGE_END);
}

/* Wherever a part ends, within a value or not. */
TEST(parts_of_any_size)
{
	for (size_t part = KASLR_PART_MIN; part < 0x200; part++) {
		image_good(&image, part % 2);
		assert_moved(part);
	}
}

/* Zeros and sums that overflow are values like any other: Linux's own code makes no difference. */
TEST(values_of_any_kind)
{
	image_good(&image, true);
	put64(image_at(&image, image.places[LIST_64][0]), 0);
	put64(image_at(&image, image.places[LIST_64][1]), UINT64_MAX);
	put32(image_at(&image, image.places[LIST_32][0]), 0);
	put32(image_at(&image, image.places[LIST_32][1]), UINT32_MAX);
	put32(image_at(&image, image.places[LIST_DECREASED][0]), 0);
	assert_moved(IMAGE_END);
}

TEST(places_in_percpu_data)
{
	image_start(&image, true);
	image_place(&image, LIST_64, IMAGE_BASE64 + IMAGE_PERCPU + 8, 0xffffffff81000000);
	image_finish(&image);
	assert_moved(IMAGE_END);
}

/*
 * An ELF header that is no part of the kernel, as with other linkers, has an entry of another kind.
 */
TEST(entry_outside_the_kernel)
{
	Elf64_Ehdr *header = (Elf64_Ehdr *)image.bytes;

	image_good(&image, true);
	header->e_entry = 0xffffffff81000000;
	image_finish(&image);
	assert_true(start());
	kaslr_move_part(&move, image.bytes, IMAGE_END);
	assert_true(header->e_entry == 0xffffffff81000000);
}

/* A segment that has no bytes in the file there: cut, as packing does. */
TEST(place_that_is_not_in_the_file)
{
	static uint8_t bytes[IMAGE_END];

	image_good(&image, true);
	image_place(&image, LIST_64, IMAGE_BASE64 + IMAGE_DATA + 0x7fc, 0xffffffff81000000);
	image_finish(&image);
	assert_true(start());
	memcpy(bytes, image.bytes, IMAGE_END);
	assert_int_equal(kaslr_move_part(&move, bytes, IMAGE_END), IMAGE_END);
	assert_false(kaslr_move_is_complete(&move, &why));
	assert_string_equal(why.why,
			    "its relocation at 0x810027fc lies in no segment, or out of order");
}

/* Each part is seen once, so a place in one that is done is not moved. */
TEST(place_out_of_order)
{
	static uint8_t bytes[IMAGE_END];

	image_good(&image, true);
	image.places[LIST_32][1] = image.places[LIST_32][4];
	image_finish(&image);
	assert_true(start());
	memcpy(bytes, image.bytes, IMAGE_END);
	for (size_t at = 0; at < IMAGE_END;)
		at += kaslr_move_part(&move, bytes + at, IMAGE_END - at < 16 ? IMAGE_END - at : 16);
	assert_false(kaslr_move_is_complete(&move, &why));
	assert_string_equal(why.why,
			    "its relocation at 0x81000111 lies in no segment, or out of order");
}

static void assert_refused(const char *reason)
{
	assert_false(start());
	assert_string_equal(why.why, reason);
}

TEST(refused)
{
	image_good(&image, true);
	put32(image.bytes + IMAGE_NOTE_AT - 8, 19);
	assert_refused("it has no PVH entry");
	image_good(&image, true);
	image.size = IMAGE_END;
	assert_refused("it has no relocations: it was built without CONFIG_RANDOMIZE_BASE");
}

/* The note's bytes are part of the data as well, as in a packed file. */
TEST(entry_in_memory)
{
	Elf64_Phdr *note = (Elf64_Phdr *)(image.bytes + sizeof(Elf64_Ehdr)) + 3;
	uint8_t *loaded = image_at(&image, IMAGE_BASE64 + IMAGE_DATA + 0x100);

	image_good(&image, true);
	note->p_paddr = IMAGE_DATA + 0x100;
	memcpy(loaded, image.bytes + IMAGE_NOTE_AT - 16, 24);
	image_finish(&image);
	expected = image;
	expect_moved();
	expect32(expected.bytes + (loaded - image.bytes) + 16, DISTANCE);
	move_in_parts(IMAGE_END);
	assert_memory_equal(image.bytes, expected.bytes, IMAGE_END);
}

TEST(two_entries)
{
	image_good(&image, true);
	memcpy(image.bytes + IMAGE_NOTE_AT + 8, image.bytes + IMAGE_NOTE_AT - 16, 24);
	((Elf64_Phdr *)(image.bytes + sizeof(Elf64_Ehdr)))[3].p_filesz = 48;
	image_finish(&image);
	assert_refused("it has more than one PVH entry");
}
