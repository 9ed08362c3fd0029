/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel file of either kind, read, unpacked and looked at. Only pvh-extract links it. */
#ifndef VMLINUX_H
#define VMLINUX_H

#include <stdbool.h>
#include <time.h>
#include "bzimage.h"
#include "elf_file.h"
#include "file.h"
#include "unpack.h"

struct vmlinux {
	struct file source; /* its data is gone when it was a bzImage; the status stays */
	struct timespec read; /* when reading it began */
	bool is_bzimage;
	struct bzimage header; /* of a bzImage */
	enum compression compression;
	const uint8_t *data; /* the ELF file, and in a bzImage what lies behind it */
	size_t size;
	struct elf_file elf;
	struct elf_notes notes;
};

/*
 * Loads the whole file. If it is damaged, or has no PVH entry and accept_none is false, the program
 * ends by die("PATH: …"). Nothing is freed before the program ends.
 */
void vmlinux_load(struct vmlinux *vmlinux, const char *path, bool accept_none);

/* die("PATH: …") without an entry. */
void vmlinux_check_entry(const struct elf_notes *notes, const char *path);

/* The bytes after the ELF file in a bzImage's payload: Linux's relocations, unchecked; or NULL. */
const uint8_t *vmlinux_relocs(const struct vmlinux *vmlinux, size_t *size);

#endif
