/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One boot by pvh-boot: its options, and what was chosen. */
#ifndef BOOT_H
#define BOOT_H

#include "kernel.h"
#include "machine.h"
#include "options.h"
#include "own.h"
#include "route.h"

/* The options of pvh-boot.def. */
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
	const char *why_fw_cfg; /* why QEMU cannot load the kernel; NULL if it can */
	const char *kaslr; /* for the summary: whether KASLR is used, or why not */
};

/* Reads pvh-boot's options, up to the first --, and QEMU's after it. Ends the program on errors. */
void boot_read_options(struct boot *boot, char *const *words, int count);

/* Finds ROM and initrd. Ends the program if one is missing. */
void boot_find_files(struct boot *boot);

/* Finds or extracts the kernel. Ends the program if it cannot boot. */
void boot_find_kernel(struct boot *boot, const char *argv0);

/* Chooses command line, accelerator and route. Ends the program if the guest could not boot. */
void boot_decide(struct boot *boot);

/* Moves the kernel to a random address if possible and not turned off. */
void boot_randomise(struct boot *boot);

/* The whole command line. */
struct words boot_command(const struct boot *boot);

/* "booting KERNEL on MACHINE (…) through ROM". */
const char *boot_summary(const struct boot *boot, const struct words *command);

#endif
