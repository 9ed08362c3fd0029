/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything that a boot will do, decided before any of it is done: until the
 * plan is complete nothing is written but the stage's own memory.
 */
#ifndef PLAN_H
#define PLAN_H

#include "fw_dir.h"
#include "kernel.h"
#include "tables.h"

/* All zeros to begin with. */
struct plan {
	struct kernel kernel;
	bool is_early; /* QEMU's address for the initrd is in the block that SeaBIOS still keeps: not worth an access */
	uint32_t tables_paddr;
	struct tables tables; /* as the guest will see it */
	struct space space;
};

/* What the firmware left in memory. */
struct firmware {
	const struct hvm_memmap_table_entry *e820; /* raw */
	uint32_t e820_count;
	uint32_t low_end; /* what the BIOS, and ROMs that lowered it for themselves, count as base memory */
	uint32_t rsdp; /* 0: none */
};

/*
 * Read the kernel that plan_find_kernel found, find the command line and the modules, opt/pvh/
 * files before QEMU's own options, each on its own, and choose an address for each
 * of them. `window` is scratch. Refuses with most of errors.def.
 */
void plan_make(struct plan *plan, const struct fw_dir *dir, const struct firmware *firmware, struct elf_window *window);

/* Carry the plan out, all but the jump. Refuses DMA_FAILED. */
void plan_commit(const struct plan *plan);

/* Whether fw_cfg has a kernel for us at all, and if so where: plan->kernel's file or entry. */
bool plan_find_kernel(struct plan *plan, const struct fw_dir *dir);

/* plan_make's parts, a file each. */
void plan_kernel(struct plan *plan, struct elf_window *window);
void plan_modules(struct plan *plan, const struct fw_dir *dir);
/*
 * Place a string, unless its key is 0; its address, or 0. Below 1 MiB if it can be, where
 * any guest can read it before it has paging.
 */
uint32_t plan_text(struct plan *plan, struct fw_item item);
/* Speak for `size` bytes below 1 MiB, else below 1 GiB; NULL if there is no room. */
struct area *plan_low(struct plan *plan, uint32_t size);

#endif
