/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether pvh-extract's kernel can be moved, and moving it. */
#ifndef VMLINUX_KASLR_H
#define VMLINUX_KASLR_H

#include <stdbool.h>
#include "kaslr_place.h"
#include "kaslr_relocs.h"
#include "vmlinux.h"

/*
 * Reads and proves the kernel's relocations, and reads what kaslr_places() needs to know of it.
 * False, with the reason, if the kernel cannot be moved.
 */
bool vmlinux_can_move(const struct vmlinux *vmlinux, struct kaslr_relocs *relocs,
		      struct kaslr_kernel *kernel, struct fault *why);

/*
 * Moves `elf`, which is `vmlinux` or was packed from it, by changing its bytes, `data`. `seed` is
 * "" for a random place. Returns the number of places, or 0 with the reason.
 */
uint64_t vmlinux_move(const struct vmlinux *vmlinux, const struct elf_file *elf, uint8_t *data,
		      const struct kaslr_guest *guest, const char *seed, struct fault *why);

#endif
