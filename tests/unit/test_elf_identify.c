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
	assert_file_refused("\x1f\x8b\x08", 512, "kernel is compressed with gzip: unpack it");
	assert_file_refused("\xfd"
			    "7zXZ",
			    512, "kernel is compressed with xz: unpack it");
	assert_file_refused("\x28\xb5\x2f\xfd", 512, "kernel is compressed with zstd: unpack it");
	assert_file_refused("\x02\x21\x4c\x18", 512, "kernel is compressed with lz4: unpack it");
	assert_file_refused("\x04\x22\x4d\x18", 512, "kernel is compressed with lz4: unpack it");
	assert_file_refused("BZh9", 512, "kernel is compressed with bzip2: unpack it");
}

TEST(no_elf)
{
	assert_file_refused("", 0, "kernel file is empty");
	assert_file_refused("\x7f"
			    "EL",
			    3, "kernel is no ELF: it begins with 0x4c457f (\".EL.\")");
	assert_file_refused("\x7f"
			    "ELG",
			    0x1000, "kernel is no ELF: it begins with 0x474c457f (\".ELG\")");
	assert_file_refused("#!/bin/sh\n", 10,
			    "kernel is no ELF: it begins with 0x622f2123 (\"#!/b\")");
	assert_file_refused("\xff\xff\xff\xff", 0x1000,
			    "kernel is no ELF: it begins with 0xffffffff (\"....\")");
}

TEST(bzimage)
{
	use_file("MZ\xea", 3, 0x1000);
	memcpy(image.bytes + 0x202, "HdrS", 4);
	assert_refuses(read_kernel(), "kernel is a bzImage: use pvh-extract");
	image.bytes[0x205]++;
	assert_refuses(read_kernel(), "kernel is no ELF: it begins with 0xea5a4d (\"MZ..\")");
}

TEST(the_shortest_header)
{
	use_good(false);
	image.size = 51;
	assert_refuses(read_kernel(), "kernel has 51 bytes: no ELF header");
	image.size = 52;
	SET_EHDR(&image, e_phnum, 0);
	read_kernel();
	use_good(true);
	image.size = 63;
	assert_refuses(read_kernel(), "kernel has 63 bytes: no ELF header");
	image.size = 64;
	SET_EHDR(&image, e_phnum, 0);
	read_kernel();
	assert_file_refused("\x7f"
			    "ELF",
			    4, "kernel has 4 bytes: no ELF header");
}

TEST(class)
{
	use_good(true);
	image.bytes[4] = 0;
	assert_refuses(read_kernel(), "kernel's ELF class is 0, not 2");
	image.bytes[4] = 3;
	assert_refuses(read_kernel(), "kernel's ELF class is 3, not 2");
	image.bytes[4] = 255;
	assert_refuses(read_kernel(), "kernel's ELF class is 255, not 2");
}

TEST_OF_BOTH(byte_order)
{
	use_good(is64);
	image.bytes[5] = 2;
	assert_refuses(read_kernel(), "kernel's ELF byte order is 2, not 1");
	image.bytes[5] = 0;
	assert_refuses(read_kernel(), "kernel's ELF byte order is 0, not 1");
}

TEST_OF_BOTH(version)
{
	use_good(is64);
	image.bytes[6] = 0;
	assert_refuses(read_kernel(), "kernel's ELF version is 0, not 1");
	image.bytes[6] = 2;
	assert_refuses(read_kernel(), "kernel's ELF version is 2, not 1");
}

TEST_OF_BOTH(type)
{
	use_good(is64);
	SET_EHDR(&image, e_type, 1);
	assert_refuses(read_kernel(), "kernel's ELF type is 1, not 2");
	SET_EHDR(&image, e_type, 4);
	assert_refuses(read_kernel(), "kernel's ELF type is 4, not 2");
	SET_EHDR(&image, e_type, 0x102);
	assert_refuses(read_kernel(), "kernel's ELF type is 258, not 2");
}

TEST(machine_goes_with_the_class)
{
	use_good(false);
	SET_EHDR(&image, e_machine, EM_X86_64);
	assert_refuses(read_kernel(), "kernel's ELF machine is 62, not 3");
	SET_EHDR(&image, e_machine, 183);
	assert_refuses(read_kernel(), "kernel's ELF machine is 183, not 3");
	use_good(true);
	SET_EHDR(&image, e_machine, EM_386);
	read_kernel();
	SET_EHDR(&image, e_machine, 0);
	assert_refuses(read_kernel(), "kernel's ELF machine is 0, not 62");
}

/* What a loader need not care for. */
TEST_OF_BOTH(other_fields_are_free)
{
	use_good(is64);
	memset(image.bytes + 7, 0xff, 9);
	SET_EHDR(&image, e_entry, 0xffffffff);
	SET_EHDR(&image, e_shoff, 0xffffffff);
	SET_EHDR(&image, e_flags, 0xffffffff);
	SET_EHDR(&image, e_shnum, 0xffff);
	read_kernel();
	assert_int_equal(kernel.entry, 0x100010);
	assert_int_equal(space.count, 2);
}
