/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a moved kernel is not in its relocations: ELF headers, and the PVH entry in its note.
 * Pure. */
#ifndef KASLR_HEADERS_H
#define KASLR_HEADERS_H

#include <stdbool.h>
#include <stdint.h>
#include "elf_file.h"
#include "fault.h"

/* The note and its loaded copy, e_entry, and two of each segment. */
#define KASLR_FIELDS_MAX (3 + 2 * ELF_SEGMENTS_MAX)

/* Where in the file there are addresses that move, and how wide they are. */
struct kaslr_headers {
	unsigned int count;
	struct kaslr_field {
		uint64_t offset;
		unsigned int width;
	} fields[KASLR_FIELDS_MAX];
};

/*
 * p_paddr, e_entry if it is an address within the kernel, p_vaddr where it is the link address of
 * p_paddr (`base`: see kaslr_relocs.h), and the PVH entry. False, with the reason, where there is
 * not exactly one entry.
 */
bool kaslr_headers_find(struct kaslr_headers *headers, const struct elf_file *elf, uint32_t base,
			struct fault *why);

#endif
