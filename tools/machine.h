/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QEMU's options for machine, accelerator and console. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include "own.h"
#include "words.h"

#define MACHINE_DEFAULT "q35"

struct accel {
	const char *name;
	bool given; /* by the user, among QEMU's own options */
};

/* The length of a machine's name; options follow it after a comma. */
size_t machine_name_length(const char *machine);

/* Whether the machine, with or without options, is of this type. */
bool machine_is(const char *machine, const char *type);

/* Whether it is a versioned type of this QEMU or older, as pc-i440fx-3.1 is. */
bool machine_is_up_to(const char *machine, unsigned int major, unsigned int minor);

struct accel accel_choose(const char *wanted, const struct own *own);

/* Adds -nodefaults, -M, -accel, -cpu, …, except those among the user's own options. */
void machine_options(struct words *words, const char *machine, const struct accel *accel,
		     const struct own *own);

#endif
