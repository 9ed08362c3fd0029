/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The BIOS's memory manager for option ROMs: POST Memory Manager Specification 1.01. */
#ifndef PMM_H
#define PMM_H

#include <stdbool.h>
#include <stdint.h>

/* 3.2: what a call does. */
#define PMM_ALLOCATE 0 /* 16-byte units; 0 of them: tell the largest free block, in bytes */
#define PMM_DEALLOCATE 2 /* the block at this address */

/* The entry point (segment:offset) of the PMM services announced in `area` (`size` bytes, on a
 * paragraph), or 0. */
uint32_t pmm_find(const void *area, uint32_t size);

/* firmware.c: find the BIOS's PMM services; false if there are none. */
bool pmm_start(void);

/*
 * firmware.c, touches the machine: one call, for memory above 1 MiB that SeaBIOS keeps until INT
 * 19h. The block's address or size; 0 if there is none. After pmm_start.
 */
uint32_t pmm_call(uint32_t function, uint32_t argument);

#endif
