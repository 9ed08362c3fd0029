/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hvm_start_info and what hangs on it, copied before the guest writes anywhere.
 * Source: Xen, xen/include/public/arch-x86/hvm/start_info.h. An address of 0
 * means absent. Offsets: the structs have no padding.
 */
#ifndef INFO_H
#define INFO_H

#include <stdint.h>

#define START_INFO_MAGIC 0x336ec578
#define START_INFO_SIZE_V0 40
#define MODULES_MAX 32 /* more are counted, and not looked at */

struct start_info {
	uint32_t magic, version, flags, nr_modules;
	uint64_t modlist, cmdline, rsdp;
	uint64_t memmap; /* version 1 and later from here on */
	uint32_t memmap_entries, reserved;
};

struct module {
	uint64_t address, size, cmdline, reserved;
};

_Static_assert(sizeof(struct start_info) == 56, "start_info");
_Static_assert(sizeof(struct module) == 32, "module list entry");

extern struct start_info info; /* all 0 if the magic is not there */
extern struct module modules[MODULES_MAX];
extern uint32_t module_count; /* of those that could be read */
extern const char *command_line; /* "" if there is none that can be read */

void load_info(void);
void load_modules(void);
int info_is_there(void);

#endif
