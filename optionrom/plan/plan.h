/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything that a boot will do, decided before any of it is done: until the
 * plan is complete nothing is written but the stage's own memory. Pure, above fw_cfg_read.
 */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "elf/kernel.h"
#include "firmware/firmware.h"
#include "fw_cfg/directory.h"
#include "memory/area.h"
#include "plan/tables.h"

/* To begin with zeros, as far as the memory map. */
struct plan {
	struct kernel kernel;
	bool is_early; /* SeaBIOS has not come to INT 19h yet */
	uint32_t tables_paddr;
	struct tables tables; /* as the guest will see it; the memory map follows it */
	struct space space;
};

#define PLAN_CLEARED offsetof(struct plan, space.map.entry)

/* Bytes that the tables take at plan->tables_paddr, the memory map included. */
uint32_t plan_tables_size(const struct plan *plan);

/*
 * Read the kernel that find_kernel has put into plan->kernel, find the command line and the
 * modules, opt/pvh/ files before QEMU's own options, each on its own, and choose an address for
 * each of them. `window` is scratch. Refuses with most of errors.def.
 */
void plan_make(struct plan *plan, const struct fw_dir *dir, const struct firmware *firmware,
	       struct elf_window *window);

#endif
