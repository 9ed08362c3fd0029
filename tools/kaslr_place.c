// SPDX-License-Identifier: GPL-2.0-or-later
#include "kaslr_place.h"

#define MIB ((uint64_t)1 << 20)
#define GIB ((uint64_t)1 << 30)

/* Linux, KERNEL_IMAGE_SIZE with CONFIG_RANDOMIZE_BASE: the end of all places. */
#define LIMIT_X86_64 GIB
#define LIMIT_I386 (512 * MIB)
/*
 * The lowest end of the RAM below 4 GiB on a guest with more memory: q35's. pc and microvm put it
 * at 3 GiB; an initrd that ends there is higher than where it is thought to be.
 */
#define LOW_RAM_MAX (2 * GIB)
/*
 * What SeaBIOS keeps at the top of RAM: 16 MiB until it boots (BUILD_MAX_HIGHTABLE), and below them
 * its own code and what it allocates for a while, from the top down. The ROM puts an initrd below
 * that when it takes over early, QEMU 160 KiB below the top.
 */
#define FIRMWARE (24 * MIB)
/* i386 copies an initrd that ends above this (896 MiB less room for its page structures) to below
 * it. */
#define LOWMEM_I386 (768 * MIB)
#define INITRD_ALIGNMENT 0x1000

static uint64_t min(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t minus(uint64_t a, uint64_t b)
{
	return a < b ? 0 : a - b;
}

/* The end of what may be the kernel's. */
static uint64_t room_end(const struct kaslr_kernel *kernel, const struct kaslr_guest *guest)
{
	uint64_t top = minus(min(guest->memory, LOW_RAM_MAX), FIRMWARE);

	if (guest->initrd && !kernel->is64)
		top = min(top, LOWMEM_I386);
	if (guest->initrd)
		top = minus(top, guest->initrd) / INITRD_ALIGNMENT * INITRD_ALIGNMENT;
	return min(top, kernel->is64 ? LIMIT_X86_64 : LIMIT_I386);
}

uint64_t kaslr_places(const struct kaslr_kernel *kernel, const struct kaslr_guest *guest)
{
	uint64_t room = minus(minus(room_end(kernel, guest), kernel->start), kernel->size);

	return room / kernel->alignment + 1;
}

bool kaslr_choose(uint64_t number, uint64_t places, uint64_t *which)
{
	/* 2^64 % places, of numbers that only have 64 bits. */
	uint64_t left_over = (UINT64_MAX % places + 1) % places;

	*which = number % places;
	return number <= UINT64_MAX - left_over;
}
