/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel image in fw_cfg, and what kernel_read makes of it. */
#ifndef KERNEL_FIXTURE_H
#define KERNEL_FIXTURE_H

#include "elf_image.h"
#include "elf/kernel_read.h"

#define KERNEL_KEY 0x20

extern struct elf_image image;
extern struct kernel kernel;
extern struct space space;

/* A test that is run for ELF32 and for ELF64. */
#define TEST_OF_BOTH(name)                                                                         \
	static void both_##name(bool is64);                                                        \
	TEST(name)                                                                                 \
	{                                                                                          \
		both_##name(false);                                                                \
		both_##name(true);                                                                 \
	}                                                                                          \
	static void both_##name(bool is64)

/* Begin again with a good image. */
void use_good(bool is64);
/* With a header and the entry note as segment 0 alone; the entry is at 1 MiB. */
void use_bare(bool is64);
/* One more program header, of alignment 1. */
void add_segment(uint32_t type, uint64_t offset, uint64_t paddr, uint64_t filesz, uint64_t memsz);
/* kernel_read from zeroed structures. */
void read_kernel(void);
/*
 * The same from a file of which only the size is what it says: what lies behind the image is zeros.
 */
void read_kernel_of_size(uint32_t size);
/* Area `n` is this, of the kernel's item. */
void assert_area(uint32_t n, uint32_t start, uint32_t size, uint32_t offset, uint32_t filled,
		 uint32_t index);

#endif
