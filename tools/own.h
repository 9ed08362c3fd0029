/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The user's own options for QEMU. They take precedence over what the tools would choose. */
#ifndef OWN_H
#define OWN_H

#include <stdbool.h>
#include "qemu_options.h"

struct own {
	char *const *words;
	int word_count;
	struct qemu_option *options;
	int count;
	const struct qemu_option *cut; /* the last option, if its value is missing; else NULL */
};

void own_read(struct own *own, char *const *words, int count);

/* The last option with one of the names, separated by spaces; NULL without one. */
const struct qemu_option *own_find(const struct own *own, const char *names);

/* The first option with one of the names. */
const struct qemu_option *own_first(const struct own *own, const char *names);

/* Whether the option has one of the names, separated by spaces. */
bool option_is(const struct qemu_option *option, const char *names);

/* Whether QEMU puts one of the disks on q35's SATA controller. */
bool own_needs_sata(const struct own *own);

/* Whether one of the options uses the terminal or the serial port. */
bool own_has_console(const struct own *own);

#endif
