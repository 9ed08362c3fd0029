// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

/* A file that begins with these bytes, zeros up to `size`. */
static void use_file(const void *bytes, uint32_t len, uint32_t size)
{
	memset(&image, 0, sizeof(image));
	memcpy(image.bytes, bytes, len);
	image.size = size;
}

#define assert_file_refused(bytes, size, sentence)                                                 \
	do {                                                                                       \
		use_file(bytes, sizeof(bytes) - 1, size);                                          \
		assert_refuses(read_kernel(), sentence);                                           \
	} while (0)

TEST(good_ones)
{
	use_good(false);
	read_kernel();
	assert_int_equal(kernel.entry, 0x100010);
	use_good(true);
	read_kernel();
	assert_int_equal(kernel.entry, 0x100010);
}

TEST(compressed)
{
	assert_file_refused("\x1f\x8b\x08", 512, "kernel is compressed with gzip");
	assert_file_refused("\xfd"
			    "7zXZ",
			    512, "kernel is compressed with xz");
	assert_file_refused("\x28\xb5\x2f\xfd", 512, "kernel is compressed with zstd");
	assert_file_refused("\x02\x21\x4c\x18", 512, "kernel is compressed with lz4");
	assert_file_refused("\x04\x22\x4d\x18", 512, "kernel is compressed with lz4");
	assert_file_refused("BZh9", 512, "kernel is compressed with bzip2");
}

TEST(no_elf)
{
	assert_file_refused("", 0, "kernel file has only 0 bytes");
	assert_file_refused("\x7f"
			    "EL",
			    64, "kernel begins with 0x4c457f (\".EL.\"): no ELF");
	assert_file_refused("\x7f"
			    "ELG",
			    0x1000, "kernel begins with 0x474c457f (\".ELG\"): no ELF");
	assert_file_refused("#!/bin/sh\n", 64, "kernel begins with 0x622f2123 (\"#!/b\"): no ELF");
	assert_file_refused("\xff\xff\xff\xff", 0x1000,
			    "kernel begins with 0xffffffff (\"....\"): no ELF");
}

TEST(bzimage)
{
	use_file("MZ\xea", 3, 0x1000);
	memcpy(image.bytes + 0x202, "HdrS", 4);
	assert_refuses(read_kernel(), "kernel is a bzImage: use pvh-extract");
	image.bytes[0x205]++;
	assert_refuses(read_kernel(), "kernel begins with 0xea5a4d (\"MZ..\"): no ELF");
}

TEST(the_shortest_header)
{
	for (int is64 = 0; is64 < 2; is64++) {
		use_good(is64);
		SET_EHDR(&image, e_phnum, 0);
		image.size = 63;
		assert_refuses(read_kernel(), "kernel file has only 63 bytes");
		image.size = 64;
		read_kernel();
	}
}

TEST(class)
{
	use_good(true);
	image.bytes[4] = 0;
	assert_refuses(read_kernel(), "ELF class is 0, not 2");
	image.bytes[4] = 3;
	assert_refuses(read_kernel(), "ELF class is 3, not 2");
	image.bytes[4] = 255;
	assert_refuses(read_kernel(), "ELF class is 255, not 2");
}

TEST_OF_BOTH(byte_order)
{
	use_good(is64);
	image.bytes[5] = 2;
	assert_refuses(read_kernel(), "ELF byte order is 2, not 1");
	image.bytes[5] = 0;
	assert_refuses(read_kernel(), "ELF byte order is 0, not 1");
}

TEST_OF_BOTH(type)
{
	use_good(is64);
	SET_EHDR(&image, e_type, 1);
	assert_refuses(read_kernel(), "ELF type is 1, not 2");
	SET_EHDR(&image, e_type, 4);
	assert_refuses(read_kernel(), "ELF type is 4, not 2");
	SET_EHDR(&image, e_type, 0x102);
	assert_refuses(read_kernel(), "ELF type is 258, not 2");
}

TEST(machine_goes_with_the_class)
{
	use_good(false);
	SET_EHDR(&image, e_machine, EM_X86_64);
	assert_refuses(read_kernel(), "ELF machine is 62, not 3");
	SET_EHDR(&image, e_machine, 183);
	assert_refuses(read_kernel(), "ELF machine is 183, not 3");
	use_good(true);
	SET_EHDR(&image, e_machine, EM_386);
	read_kernel();
	SET_EHDR(&image, e_machine, 0);
	assert_refuses(read_kernel(), "ELF machine is 0, not 62");
}

/* What a loader need not care for. */
TEST_OF_BOTH(other_fields_are_free)
{
	use_good(is64);
	memset(image.bytes + 6, 0xff, 10);
	SET_EHDR(&image, e_entry, 0xffffffff);
	SET_EHDR(&image, e_shoff, 0xffffffff);
	SET_EHDR(&image, e_flags, 0xffffffff);
	SET_EHDR(&image, e_shnum, 0xffff);
	read_kernel();
	assert_int_equal(kernel.entry, 0x100010);
	assert_int_equal(space.count, 2);
}
