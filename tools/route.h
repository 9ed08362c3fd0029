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

/* What is booted. Paths as QEMU is to read them; no initrd is NULL, no command line is "". */
struct load {
	const char *rom, *kernel, *initrd, *append;
};

/* Whether QEMU takes it for a Multiboot kernel, and boots it so. */
bool elf_is_multiboot(const struct elf_file *elf);

/* What keeps QEMU's -kernel from taking this ELF file as what it is; NULL if nothing does. */
const char *elf_why_not_qemu(const struct elf_file *elf, const struct elf_notes *notes);

/* What keeps -kernel, with this ROM in the place of QEMU's, from serving whatever the kernel; NULL
 * if nothing does. */
const char *route_why_not_replace(const struct load *load, const char *machine);

void route_by_kernel(struct words *words, const struct load *load);
void route_by_fw_cfg(struct words *words, const struct load *load);

/* The ROM among those that SeaBIOS calls first. */
void route_early(struct words *words, const char *rom);

/* -L, for a ROM that replaces QEMU's pvh.bin. */
void route_rom_directory(struct words *words, const char *rom);

#endif
