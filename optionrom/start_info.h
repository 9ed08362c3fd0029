/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a PVH kernel is handed. Source of every number: Xen,
 * xen/include/public/arch-x86/hvm/start_info.h, version 1. Little-endian; all
 * addresses physical; an address of 0 means absent.
 *
 *  0 +----------------+ hvm_start_info, its address in EBX
 *    | magic          | 0x336ec578, "xEn3" with the 0x80 bit of the "E" set
 *  4 +----------------+
 *    | version        | 1: the memory map fields are there
 *  8 +----------------+
 *    | flags          | 0: neither a privileged nor an initial domain
 * 12 +----------------+
 *    | nr_modules     | entries at modlist_paddr
 * 16 +----------------+
 *    | modlist_paddr  | array of hvm_modlist_entry, the initrd first
 * 24 +----------------+
 *    | cmdline_paddr  | NUL-terminated ASCII
 * 32 +----------------+
 *    | rsdp_paddr     | ACPI's root system description pointer
 * 40 +----------------+
 *    | memmap_paddr   | array of hvm_memmap_table_entry, sorted
 * 48 +----------------+
 *    | memmap_entries |
 * 52 +----------------+
 *    | reserved       | 0
 * 56 +----------------+
 *
 *  0 +----------------+ hvm_modlist_entry       0 +----------------+ hvm_memmap_table_entry
 *    | paddr          |                           | addr           |
 *  8 +----------------+                         8 +----------------+
 *    | size           | bytes                     | size           | bytes
 * 16 +----------------+                        16 +----------------+
 *    | cmdline_paddr  | NUL-terminated            | type           | XEN_HVM_MEMMAP_TYPE_*
 * 24 +----------------+                        20 +----------------+
 *    | reserved       | 0                         | reserved       | 0
 * 32 +----------------+                        24 +----------------+
 */
#ifndef START_INFO_H
#define START_INFO_H

#include <stddef.h>
#include <stdint.h>

#define XEN_HVM_START_MAGIC_VALUE 0x336ec578
#define HVM_START_INFO_VERSION 1

/* The same numbers as ACPI's AddressRangeType, INT 15h E820. */
#define XEN_HVM_MEMMAP_TYPE_RAM 1
#define XEN_HVM_MEMMAP_TYPE_RESERVED 2
#define XEN_HVM_MEMMAP_TYPE_ACPI 3
#define XEN_HVM_MEMMAP_TYPE_NVS 4
#define XEN_HVM_MEMMAP_TYPE_UNUSABLE 5
#define XEN_HVM_MEMMAP_TYPE_DISABLED 6
#define XEN_HVM_MEMMAP_TYPE_PMEM 7

/* No padding on any ABI: the asserts below hold it to the diagram. */
struct hvm_start_info {
	uint32_t magic;
	uint32_t version;
	uint32_t flags;
	uint32_t nr_modules;
	uint64_t modlist_paddr;
	uint64_t cmdline_paddr;
	uint64_t rsdp_paddr;
	uint64_t memmap_paddr;
	uint32_t memmap_entries;
	uint32_t reserved;
};

struct hvm_modlist_entry {
	uint64_t paddr;
	uint64_t size;
	uint64_t cmdline_paddr;
	uint64_t reserved;
};

struct hvm_memmap_table_entry {
	uint64_t addr;
	uint64_t size;
	uint32_t type;
	uint32_t reserved;
};

_Static_assert(offsetof(struct hvm_start_info, nr_modules) == 12, "start_info: nr_modules");
_Static_assert(offsetof(struct hvm_start_info, modlist_paddr) == 16, "start_info: modlist_paddr");
_Static_assert(offsetof(struct hvm_start_info, cmdline_paddr) == 24, "start_info: cmdline_paddr");
_Static_assert(offsetof(struct hvm_start_info, rsdp_paddr) == 32, "start_info: rsdp_paddr");
_Static_assert(offsetof(struct hvm_start_info, memmap_paddr) == 40, "start_info: memmap_paddr");
_Static_assert(offsetof(struct hvm_start_info, memmap_entries) == 48, "start_info: memmap_entries");
_Static_assert(sizeof(struct hvm_start_info) == 56, "start_info: size");
_Static_assert(sizeof(struct hvm_modlist_entry) == 32, "modlist: size");
_Static_assert(offsetof(struct hvm_memmap_table_entry, type) == 16, "memmap: type");
_Static_assert(sizeof(struct hvm_memmap_table_entry) == 24, "memmap: size");

#endif
