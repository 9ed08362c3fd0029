/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The block of memory that EBX points to; the memory map follows it. */
#ifndef TABLES_H
#define TABLES_H

#include "layout.h"
#include "memmap.h"
#include "area.h"

struct tables {
	struct hvm_start_info start_info;
	uint64_t unused;
	uint8_t gdt[GDT_SIZE]; /* what the guest starts on */
	struct hvm_modlist_entry modlist[MODULE_MAX];
};

/* The tables begin as zeros, and nothing in them lies above 4 GiB: upper halves stay as they are. */
static inline void set_low(uint64_t *field, uint32_t value)
{
	__builtin_memcpy(field, &value, sizeof(value));
}

#endif
