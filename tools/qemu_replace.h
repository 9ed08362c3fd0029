/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QEMU_REPLACE_H
#define QEMU_REPLACE_H

#include "own.h"
#include "words.h"

/*
 * Put a vmlinux in the place of the -kernel in a command line of QEMU's, and this ROM in the place
 * of QEMU's. Returns NULL when `changed` has the new words and `kaslr` what is to be said of the
 * kernel's place, or why the command line is to stay as it is. Exits only if SIGINT, SIGTERM or
 * SIGHUP says so while a kernel is being extracted.
 */
const char *qemu_replace(const struct own *line, const char *argv0, const char *rom,
			 struct words *changed, const char **kaslr);

#endif
