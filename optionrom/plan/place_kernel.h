/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel: from opt/pvh/kernel, or where QEMU has put it; moved if it must be and may. Pure,
 * above fw_cfg_read. */
#ifndef PLACE_KERNEL_H
#define PLACE_KERNEL_H

#include <stdbool.h>
#include "elf/kernel.h"
#include "fw_cfg/directory.h"
#include "memory/area.h"

/* Whether fw_cfg has a kernel for this ROM. Sets kernel->file, or kernel->entry if QEMU has loaded
 * the kernel. */
bool find_kernel(struct kernel *kernel, const struct fw_dir *dir);

/* Read the kernel that find_kernel has found, and choose its addresses. Refuses with whatever is
 * wrong with it. */
void place_kernel(struct kernel *kernel, struct space *space, struct elf_window *window);

#endif
