/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What entry.S, the C files and the linker script of the reporting guest share. */
#ifndef GUEST_H
#define GUEST_H

/*
 * Offsets from the load address:
 *   0                 code and constants: the bytes in the file
 *   image_end         .bss, first part: nothing is ever written here
 *   -                 variables
 *   GUEST_STACK_TOP   .bss, second part: nothing is ever written here either
 *   GUEST_MEMORY      end
 */
#define GUEST_MEMORY 0x20000
#define GUEST_STACK_TOP 0x1f000
#define GUEST_STACK_SIZE 0x2000
#define GUEST_PROBE_SIZE 0x10000

#define GUEST_EXTENTS 8 /* further PT_LOADs that the guest checks */
#define EFLAGS_ID 0x200000

#ifndef __ASSEMBLER__
#include <stdint.h>

/* Hidden symbols are reached relative to the code, without relocations. */
#pragma GCC visibility push(hidden)

struct table_register {
	uint16_t limit;
	uint32_t base;
	uint16_t unused;
} __attribute__((packed));

/* Pushed by entry.S from the last member to the first. */
struct entry_state {
	uint32_t cr4, has_cr4, cr3, cr2, cr0;
	struct table_register idtr, gdtr;
	uint32_t ldtr, tr, ss, gs, fs, es, ds, cs;
	uint32_t load;
	uint32_t edi, esi, ebp, esp, ebx, edx, ecx, eax;
	uint32_t eflags;
};

/* A PT_LOAD beside the guest's own; offset is from the load address. */
struct extent {
	int32_t offset;
	uint32_t filesz;
	uint32_t memsz;
};

/* Filled in by the tests when they make the ELF file. */
extern const struct extent extents[GUEST_EXTENTS];

/* Defined by guest.lds. */
extern const uint8_t entry[], image_end[], probe_end[], stack_top[], memory_end[];

void report(const struct entry_state *state);
void report_entry_state(const struct entry_state *state);
void report_start_info(uint32_t address);
void report_own_memory(void);

#pragma GCC visibility pop
#endif

#endif
