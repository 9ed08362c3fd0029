/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KASLR_PICK_H
#define KASLR_PICK_H

#include <stdbool.h>
#include <stdint.h>
#include "elf_file.h"
#include "fault.h"
#include "kaslr_place.h"

/* What a bzImage's setup header says of the place of its kernel: struct bzimage. */
struct kaslr_header {
	uint32_t kernel_alignment, init_size;
	uint64_t pref_address;
};

/* False, with the reason, where ELF file and header do not agree. */
bool kaslr_kernel_read(struct kaslr_kernel *kernel, const struct elf_file *elf,
		       const struct kaslr_header *header, struct fault *why);

/*
 * Choose one of `places`, evenly, by getrandom(2); or by `seed`, a decimal or 0x number of 64 bits,
 * for tests, as seed % places. How far the kernel moves is in *distance then. False with the
 * reason.
 */
bool kaslr_pick(const struct kaslr_kernel *kernel, uint64_t places, const char *seed,
		uint32_t *distance, struct fault *why);

#endif
