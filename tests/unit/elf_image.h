/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernels made by code: a good one of either class, of which a test then breaks one field. */
#ifndef ELF_IMAGE_H
#define ELF_IMAGE_H

#include <stdbool.h>
#include "elf/elf.h"

#define ELF_IMAGE_MAX 0x6000
/* Where the good image has its notes: outside the first bytes that kernel_read reads. */
#define NOTES_AT 0x1000
#define SEGMENTS_AT 0x4000

struct elf_image {
	bool is64;
	uint32_t size;
	uint8_t bytes[ELF_IMAGE_MAX];
};

/* Of either class. */
struct segment {
	uint32_t type;
	uint64_t offset, paddr, filesz, memsz, align;
};

/* Only a header, for ET_EXEC; the file ends at SEGMENTS_AT. */
void elf_image_start(struct elf_image *image, bool is64);
/* Append a program header. */
void elf_image_add(struct elf_image *image, const struct segment *segment);
/*
 * Two PT_LOADs: 0x800 bytes of 0x1000 at 1 MiB, which the entry is in, and 0x1000 bytes at
 * 2 MiB; then a PT_NOTE with the entry. The file is 0x5800 bytes long.
 */
void elf_image_good(struct elf_image *image, bool is64);
/* Write a note at `at`, padded to `align`; where the next one goes. */
uint32_t elf_image_note(struct elf_image *image, uint32_t at, uint32_t align, const char *owner,
			uint32_t type, const void *desc, uint32_t descsz);
/* The same with owner Xen, padded to 4, its descriptor `words` of 32 bits. */
uint32_t elf_image_xen(struct elf_image *image, uint32_t at, uint32_t type, const uint32_t *desc,
		       uint32_t words);

/* Program header `i`, in its class. */
struct elf32_phdr *elf_image_phdr32(struct elf_image *image, uint32_t i);
struct elf64_phdr *elf_image_phdr64(struct elf_image *image, uint32_t i);

#define SET_EHDR(image, field, value)                                                              \
	do {                                                                                       \
		if ((image)->is64)                                                                 \
			((struct elf64_ehdr *)(image)->bytes)->field = (value);                    \
		else                                                                               \
			((struct elf32_ehdr *)(image)->bytes)->field = (value);                    \
	} while (0)

#define SET_PHDR(image, i, field, value)                                                           \
	do {                                                                                       \
		if ((image)->is64)                                                                 \
			elf_image_phdr64(image, i)->field = (value);                               \
		else                                                                               \
			elf_image_phdr32(image, i)->field = (value);                               \
	} while (0)

#endif
