/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a QEMU command line requests, as far as pvh-qemu needs it. Pure. */
#ifndef QEMU_ASKS_H
#define QEMU_ASKS_H

#include "own.h"

/*
 * Why pvh-qemu must not change this command line: it has no -kernel, or options that pvh-qemu does
 * not handle, or its own PVH ROM. NULL if a vmlinux may replace its -kernel.
 */
const char *qemu_why_unchanged(const struct own *line);

/* Whether SeaBIOS is needed before the kernel boots: for a boot menu, or a TPM. */
bool qemu_wants_seabios(const struct own *line);

/* Whether Linux's console may be on a VGA screen, where a PVH boot has no text console. */
bool qemu_shows_console(const struct own *line);

/* Whether the processor is one of 32 bits, by name or by lm=off. */
bool qemu_has_32bit_cpu(const struct own *line);

#endif
