/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that is decided about one boot by pvh-boot. */
#ifndef BOOT_H
#define BOOT_H

#include "kernel.h"
#include "machine.h"
#include "options.h"
#include "own.h"
#include "route.h"

/* What the command line gives, by pvh-boot.def. */
struct given {
#define OPTIONS_FIELDS
#include "options_def.h"
#include "pvh-boot.def"
};

struct boot {
	struct given given;
	struct own own;
	struct words qemu; /* the program, and what follows its name */
	struct kernel kernel;
	struct load load;
	struct accel accel;
	bool by_fw_cfg;
	const char *why_fw_cfg; /* what keeps QEMU from loading the kernel; NULL if nothing does */
	const char
		*kaslr; /* for the summary: whether the kernel is at a random place, or why not */
};

/*
 * Ours, up to the first --, and QEMU's own behind it. Ends the program where they cannot be meant.
 */
void boot_read_options(struct boot *boot, char *const *words, int count);

/* ROM and initrd are there; the ROM's path. Ends the program otherwise. */
void boot_find_files(struct boot *boot);

/* The kernel, ready to be loaded. Ends the program where it is none that can boot. */
void boot_find_kernel(struct boot *boot, const char *argv0);

/* Command line, accelerator, route. Ends the program where the guest could not come up. */
void boot_decide(struct boot *boot);

/* The kernel at a random place, if it can be moved and nobody objects. */
void boot_randomise(struct boot *boot);

/* The whole command line. */
struct words boot_command(const struct boot *boot);

/* "booting KERNEL on MACHINE (…) through ROM". */
const char *boot_summary(const struct boot *boot, const struct words *command);

#endif
