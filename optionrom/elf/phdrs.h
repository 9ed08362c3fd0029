/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of program headers, ELF32's or ELF64's, as 32-bit numbers. Pure. */
#ifndef PHDRS_H
#define PHDRS_H

#include <stdbool.h>
#include <stdint.h>
#include "elf/kernel.h"

/* What of a program header matters, in either class. */
struct phdr {
	uint32_t type, offset, paddr, filesz, memsz, align;
	uint32_t index; /* which one it is */
};

/* Where the ELF header says that the table is. */
struct phdr_table {
	bool is64;
	uint32_t offset; /* in the file */
	uint32_t count;
	uint32_t entry_size; /* e_phentsize */
};

struct phdr_table phdr_table_find(const struct elf_window *window);

/* The e_phentsize that the table's class has. */
uint32_t phdr_size(const struct phdr_table *table);

/*
 * Entry `index` of the table, which begins at `table_at` and has entries of phdr_size bytes. A
 * number beyond 32 bits reads as 0xffffffff, which no check accepts.
 */
struct phdr phdr_read(const struct phdr_table *table, const uint8_t *table_at, uint32_t index);

#endif
