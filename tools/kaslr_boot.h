/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KASLR for the guest that is about to start: pvh-boot's and pvh-qemu's. */
#ifndef KASLR_BOOT_H
#define KASLR_BOOT_H

#include "kernel.h"
#include "own.h"

struct kaslr_boot {
	const char *append; /* the kernel's command line */
	const char *initrd; /* NULL without one */
	const char *memory; /* the value of QEMU's -m, "" if its default is not used either */
	const char *machine;
	const struct own *own; /* QEMU's own options */
};

/*
 * Move the kernel to a random place: kernel->path is then a sealed copy in memory, which QEMU
 * inherits. Returns a description for the user; in every other case the kernel stays as it is, and
 * the description says why.
 */
const char *kaslr_boot(struct kernel *kernel, const struct kaslr_boot *boot);

#endif
