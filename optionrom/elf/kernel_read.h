/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading an ELF kernel out of fw_cfg: its segments become areas, its notes tell the entry. Pure,
 * above fw_cfg_read. */
#ifndef KERNEL_READ_H
#define KERNEL_READ_H

#include "elf/kernel.h"
#include "memory/area.h"

/*
 * Read the headers and the notes of kernel->file and check all that can be checked
 * without a memory map; the rest of `kernel` is zeroed by the caller. Adds an
 * area for each PT_LOAD. Refuses with whatever of errors.def is wrong with the file.
 */
void kernel_read(struct kernel *kernel, struct space *space, struct elf_window *window);

/* Refuses NO_ENTRY_NOTE, and ENTRY_OUT_OF_RANGE if no area holds the entry. */
void kernel_check_entry(const struct kernel *kernel, const struct space *space);

#endif
