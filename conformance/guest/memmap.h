/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MEMMAP_H
#define MEMMAP_H

#include <stdint.h>

#define MEMMAP_MAX 512 /* more are counted, and not looked at */

/* hvm_memmap_table_entry: Xen, arch-x86/hvm/start_info.h. */
struct memmap_entry {
	uint64_t address, size;
	uint32_t type, reserved;
};

_Static_assert(sizeof(struct memmap_entry) == 24, "memory map entry");

#define TYPE_RAM 1 /* XEN_HVM_MEMMAP_TYPE_RAM */

extern struct memmap_entry memmap[MEMMAP_MAX];
extern uint32_t memmap_count; /* of those that could be read */

void load_memmap(void);
int memmap_is_there(void);

/* Does RAM cover all of it? Its first byte that is not RAM; what the map says of one. */
int memmap_has_ram(uint64_t address, uint64_t size);
uint64_t memmap_no_ram(uint64_t address, uint64_t size);
const char *memmap_type(uint64_t address);

/* Does any entry hold this byte? */
int memmap_names(uint64_t address);

#endif
