/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a command line of QEMU's asks for, as far as pvh-qemu has to know. Pure. */
#ifndef QEMU_ASKS_H
#define QEMU_ASKS_H

#include "own.h"

/*
 * Why this command line is not to be changed: it boots no kernel from a file, in a way that this
 * project does not know all about, or says itself how the kernel reaches a ROM. NULL where its
 * -kernel may become a vmlinux.
 */
const char *qemu_why_unchanged(const struct own *line);

/* Whether it keeps SeaBIOS's own steps needed: a boot menu, a TPM. */
bool qemu_wants_seabios(const struct own *line);

/* Whether people may watch Linux's console on a VGA screen. Entered through PVH, Linux has no text
 * console there. */
bool qemu_shows_console(const struct own *line);

/* Whether the processor is one of 32 bits, by name or by lm=off. */
bool qemu_has_32bit_cpu(const struct own *line);

#endif
