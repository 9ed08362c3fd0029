/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the BIOS left in low memory. Touches the machine. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <stdint.h>
#include "start_info.h"

struct firmware {
	struct hvm_memmap_table_entry
		*e820; /* as INT 15h returned it, and what is not RAM by then, or is */
	uint32_t e820_count;
	uint32_t rsdp; /* 0: none */
};

/* Gather memory map and RSDP. Base memory ends where the BIOS, and ROMs that have lowered it,
 * report it. */
void firmware_survey(struct firmware *firmware);

/* The entry of this type that describes `address`, or NULL. */
struct hvm_memmap_table_entry *firmware_find_entry(const struct firmware *firmware,
						   uint32_t address, uint32_t type);

/* Add [start, end) to the memory map: layout.h has room for a few. */
void firmware_add_entry(struct firmware *firmware, uint32_t start, uint32_t end, uint32_t type);

#endif
