/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the kernel reaches the ROM: placed by QEMU (-kernel), or loaded by the ROM itself from fw_cfg
 * (opt/pvh/kernel), which also works where QEMU cannot.
 */
#ifndef ROUTE_H
#define ROUTE_H

#include <stdbool.h>
#include "elf_file.h"
#include "words.h"

/* What is booted, with paths for QEMU. initrd is NULL without one; append is "" without one. */
struct load {
	const char *rom, *kernel, *initrd, *append;
};

/* Whether QEMU boots it as a Multiboot kernel. */
bool elf_is_multiboot(const struct elf_file *elf);

/* Why QEMU's -kernel cannot boot this ELF file by PVH; NULL if it can. */
const char *elf_why_not_qemu(const struct elf_file *elf, const struct elf_notes *notes);

/*
 * Why -kernel with this ROM in place of QEMU's would fail, whatever the kernel; NULL if it would
 * not.
 */
const char *route_why_not_replace(const struct load *load, const char *machine);

void route_by_kernel(struct words *words, const struct load *load);
void route_by_fw_cfg(struct words *words, const struct load *load);

/* Adds the ROM to those that SeaBIOS calls first. */
void route_early(struct words *words, const char *rom);

/* Adds -L, for a ROM that replaces QEMU's pvh.bin. */
void route_rom_directory(struct words *words, const char *rom);

#endif
