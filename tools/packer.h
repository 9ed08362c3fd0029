/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel that is being packed: what pack.c has cut, for pack_layout.c to write. */
#ifndef PACKER_H
#define PACKER_H

#include <stddef.h>
#include <stdint.h>
#include "elf_file.h"
#include "kaslr_relocs.h"

/* QEMU takes a file for a Multiboot kernel if its first 8 KiB hold that header: only headers and
 * notes lie there. */
#define DATA_START 8192
#define DATA_ALIGN 4096

struct packer {
	const struct elf_file *elf;
	const struct kaslr_relocs *relocs;
	size_t least; /* a run of zeros that is cut */
	unsigned int count; /* of pieces, also of those that there is no room for */
	struct elf_segment pieces[ELF_SEGMENTS_MAX]; /* offsets in the old file */
};

/* The packed file into `to`, or nowhere if that is NULL; its size. */
size_t packer_lay_out(const struct packer *p, uint8_t *to);

#endif
