/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a kernel may be moved to: every multiple of its alignment from its own place up, as far as
 * guest, firmware and initrd leave room. Pure.
 */
#ifndef KASLR_PLACE_H
#define KASLR_PLACE_H

#include <stdbool.h>
#include <stdint.h>

/* Bytes, or physical addresses. */
struct kaslr_kernel {
	bool is64;
	uint64_t alignment; /* kernel_alignment of the setup header */
	uint64_t start; /* where it was linked to be loaded: pref_address */
	uint64_t size; /* what it needs from there on until it has set up its memory: init_size */
};

struct kaslr_guest {
	uint64_t memory; /* QEMU's -m */
	uint64_t initrd; /* 0 without one */
};

/* The number of places, at least 1: the kernel may always stay where it was linked. */
uint64_t kaslr_places(const struct kaslr_kernel *kernel, const struct kaslr_guest *guest);

/*
 * Maps a random number to a place: number % places. False for the last few numbers, which would
 * make some places more likely than others; the caller then tries another number.
 */
bool kaslr_choose(uint64_t number, uint64_t places, uint64_t *which);

#endif
