/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Moves a Linux kernel to another physical and virtual address, both by the same distance, while it
 * is copied in parts of any size. Pure.
 */
#ifndef KASLR_MOVE_H
#define KASLR_MOVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "elf_file.h"
#include "fault.h"
#include "kaslr_headers.h"
#include "kaslr_relocs.h"

#define KASLR_PART_MIN 8

struct kaslr_move {
	uint64_t done; /* bytes of the file that have been moved */
	uint32_t distance;
	struct kaslr_headers headers;
	struct kaslr_relocs relocs; /* what is left of them */
	struct kaslr_cursor cursors[KASLR_LISTS_MAX];
};

/*
 * Begin to move the kernel of this ELF file, packed or as it was built, by `distance` bytes.
 * `relocs`, of `size` bytes, is what stood behind the ELF file in its payload. It and `elf` are
 * needed until the end. False, with the reason, where this is no kernel that can be moved.
 */
bool kaslr_move_start(struct kaslr_move *move, const struct elf_file *elf, const uint8_t *relocs,
		      size_t size, uint32_t distance, struct fault *why);

/*
 * `bytes` are the next ones of the file, all that are left or KASLR_PART_MIN at least. Moves what
 * is in them, and returns how many are ready: all, or a few less where a value goes on behind them.
 * The next part begins there.
 */
size_t kaslr_move_part(struct kaslr_move *move, uint8_t *bytes, size_t size);

/* At the end: whether all places were found. What has been moved is of no use otherwise. */
bool kaslr_move_is_complete(const struct kaslr_move *move, struct fault *why);

#endif
