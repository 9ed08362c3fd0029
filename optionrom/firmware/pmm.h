/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The BIOS's memory manager for option ROMs: POST Memory Manager Specification 1.01. Pure. */
#ifndef PMM_H
#define PMM_H

#include <stdint.h>

/* The entry point (segment:offset) of the PMM services announced in `area` (`size` bytes, on a paragraph), or 0. */
uint32_t pmm_find(const void *area, uint32_t size);

#endif
