/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which memory a kernel that QEMU has loaded really needs. Pure. */
#ifndef SPAN_H
#define SPAN_H

#include "elf/kernel.h"
#include "memory/area.h"

/*
 * QEMU reports one range for all PT_LOADs, and an empty one counts: GNU ld writes a PT_LOAD at address 0 without any
 * bytes when a linker script's PHDRS command names a segment that no section goes to. If the program headers
 * in `window` (the file's first bytes) reach over exactly `span`, shrink it to the segments that are not empty.
 */
void elf_skip_empty(struct area *span, const struct elf_window *window);

#endif
