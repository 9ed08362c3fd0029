/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel that is booted: found in the cache, extracted to it, or the file itself. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include "elf_file.h"
#include "fault.h"

struct kernel {
	const char *name; /* as the user gave it */
	const char *path; /* of the ELF file, as QEMU is to read it */
	int relocs; /* Linux's relocations (cache.h), open for reading; -1 without them */
	struct elf_file elf;
	struct elf_notes notes;
	bool is_linux, is_bzimage;
	/* Of a bzImage's setup header, 0 for an ELF file. */
	uint32_t kernel_alignment, init_size;
	uint64_t pref_address;
	/* The longest command line that it accepts, in bytes without the NUL; 0: unknown. */
	uint32_t cmdline_max;
};

enum kernel_found {
	KERNEL_READY,
	KERNEL_BAD, /* with the reason */
	KERNEL_NOT_CACHED, /* to be extracted: a bzImage, or a pipe or device */
};

/*
 * Reads the file's first bytes, and searches the cache for a bzImage. The cost does not depend on
 * the sizes of the files. After KERNEL_READY the kernel is known to have a PVH entry point.
 */
enum kernel_found kernel_find(struct kernel *kernel, const char *name, struct fault *why);

/*
 * Runs pvh-extract after KERNEL_NOT_CACHED; it prints errors unless `is_silent`. Returns its exit
 * status, 0 if the kernel is ready, or 1 with a reason in *why. If the cache cannot be written to,
 * the kernel is in a memfd that QEMU inherits.
 */
int kernel_extract(struct kernel *kernel, const char *argv0, bool is_silent, struct fault *why);

#endif
