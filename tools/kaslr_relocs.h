/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The relocations of a Linux kernel, as its build puts them behind the ELF file in a bzImage's
 * payload (Linux, arch/x86/tools/relocs.c and arch/x86/boot/compressed/misc.c). Pure.
 *
 * They are lists of little-endian 32-bit words in ascending order, each list after a zero.
 * A word is the low half of the link address of a place, which holds a value of 32 or 64 bits:
 *
 *   i386                       0, 32-bit places
 *   x86-64                     0, 64-bit places, 0, 32-bit places to decrease, 0, 32-bit places
 *   x86-64 since Linux 6.15    0, 64-bit places, 0, 32-bit places
 *
 * To move a kernel, add the distance to the value at each place, or subtract it where the place is
 * one to decrease.
 */
#ifndef KASLR_RELOCS_H
#define KASLR_RELOCS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "bytes.h"
#include "elf_file.h"
#include "fault.h"

#define KASLR_LISTS_MAX 3

struct kaslr_list {
	const uint8_t *words; /* the caller's, without the zero */
	size_t count; /* of places */
	unsigned int width; /* of the value at a place: 4 or 8 bytes */
	bool is_decreased;
};

struct kaslr_relocs {
	uint32_t base; /* low half of the link address that stands for physical address 0 */
	unsigned int count; /* of lists */
	struct kaslr_list lists[KASLR_LISTS_MAX];
};

/*
 * Parses the `size` bytes behind the ELF file `elf`. False, with the reason, if there are none or
 * they have another form. The places themselves are checked by kaslr_relocs_prove() only.
 */
bool kaslr_relocs_read(struct kaslr_relocs *relocs, const struct elf_file *elf,
		       const uint8_t *bytes, size_t size, struct fault *why);

/*
 * Whether these can be the relocations of this kernel: the places of each list ascend, each lies in
 * a segment's bytes, and of 16 values at most one is no address of the kernel.
 */
bool kaslr_relocs_prove(const struct kaslr_relocs *relocs, const struct elf_file *elf,
			struct fault *why);

/*
 * Whether bytes of a value that is moved lie in [start, end), physical addresses; the address of
 * the lowest is in *paddr then. The places have to ascend.
 */
bool kaslr_relocs_lowest(const struct kaslr_relocs *relocs, uint64_t start, uint64_t end,
			 uint64_t *paddr);

/* Finds places in the file, quickly where they ascend. Begin with zeros but for elf and base. */
struct kaslr_cursor {
	const struct elf_file *elf;
	uint32_t base;
	uint64_t start, size, offset; /* the segment last looked at: p_paddr, p_filesz, p_offset */
};

/* The same for a physical address, whatever segment it is in. */
int64_t kaslr_find_segment(struct kaslr_cursor *cursor, uint32_t paddr, unsigned int width);

/* The offset in the file of the `width` bytes at a place, or -1 where no segment has them in the
 * file. */
static inline int64_t kaslr_find(struct kaslr_cursor *cursor, uint32_t place, unsigned int width)
{
	uint32_t paddr = place - cursor->base;

	if (paddr >= cursor->start && lies_within(paddr - cursor->start, width, cursor->size))
		return (int64_t)(cursor->offset + (paddr - cursor->start));
	return kaslr_find_segment(cursor, paddr, width);
}

#endif
