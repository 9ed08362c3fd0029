/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small Linux kernel with relocations, made by code, for a test to break in one place. */
#ifndef KASLR_IMAGE_H
#define KASLR_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "elf_file.h"

#define IMAGE_BASE64 0x80000000 /* low half of the link address of physical address 0 */
#define IMAGE_BASE32 0xc0000000
#define IMAGE_TEXT 0x1000000 /* physical; 0x1000 bytes, at IMAGE_TEXT_AT in the file */
#define IMAGE_PERCPU 0x1001000 /* 0x100 bytes, linked for virtual address 0; x86-64 only */
#define IMAGE_DATA 0x1002000 /* 0x800 of 0x2000 bytes */
#define IMAGE_ENTRY 0x1000010
#define IMAGE_TEXT_AT 0x1000
#define IMAGE_PERCPU_AT 0x2000
#define IMAGE_DATA_AT 0x3000
#define IMAGE_NOTE_AT 0x3900 /* of the entry's descriptor: 8 bytes, 4 on i386 */
#define IMAGE_END 0x4040 /* of the ELF file */
#define IMAGE_LIST_MAX 64

enum image_list { LIST_64, LIST_DECREASED, LIST_32, LISTS };

struct image {
	bool is64, has_decreased;
	_Alignas(8) uint8_t bytes[0x6000]; /* the ELF file, and its relocations behind it */
	size_t size;
	size_t counts[LISTS];
	uint32_t places[LISTS][IMAGE_LIST_MAX];
	struct elf_file elf;
};

/* A kernel without relocations. */
void image_start(struct image *image, bool is64);

/* The bytes of the file that are loaded to a link address, of which only the low half is given. */
uint8_t *image_at(struct image *image, uint32_t place);

/* One more place, and the value that belongs there. */
void image_place(struct image *image, enum image_list list, uint32_t place, uint64_t value);

/* Five places in each list that this class has. */
void image_fill(struct image *image);

/* Write the lists behind the ELF file, and read its headers. */
void image_finish(struct image *image);

/* All of it. */
void image_good(struct image *image, bool is64);

#endif
