/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program headers: which segments there are, and whether each is valid by itself and beside the
 * others. Pure. */
#ifndef SEGMENTS_H
#define SEGMENTS_H

#include "elf/kernel.h"
#include "memory/area.h"

/*
 * `window` holds the file's first bytes, which elf_identify has accepted. Adds an area for each
 * PT_LOAD, and reads the notes. Refuses with what is wrong with a header.
 */
void elf_read_segments(struct kernel *kernel, struct space *space, struct elf_window *window);

#endif
