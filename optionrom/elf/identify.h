/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of file a kernel is. Pure. */
#ifndef IDENTIFY_H
#define IDENTIFY_H

#include <stdint.h>
#include "elf/kernel.h"

/*
 * `window` holds the first bytes of a file of `size` bytes. Unless that is an ELF file for this
 * machine, refuses with what it is instead, as precisely as its first bytes allow.
 */
void elf_identify(const struct elf_window *window, uint32_t size);

#endif
