/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KASLR_MEMFD_H
#define KASLR_MEMFD_H

#include <stddef.h>
#include <stdint.h>
#include "elf_file.h"
#include "fault.h"

/*
 * A copy of the kernel in the file `from`, of which `elf` is the mapping, moved by `distance`
 * bytes, with `relocs` (kaslr_move.h), in memory that nobody can change any more. Returns a
 * descriptor for reading that a program executed from here inherits; -1 with the reason.
 */
int kaslr_memfd(int from, const struct elf_file *elf, const uint8_t *relocs, size_t size,
		uint32_t distance, struct fault *why);

#endif
