/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers that the guest's assembly, C files and linker script share. */
#ifndef LAYOUT_H
#define LAYOUT_H

/*
 * Bit 20 is clear in every address of the guest, so that it runs, and can say
 * so, with address line A20 off.
 */
#define GUEST_BASE 0x200000
#define GUEST_FAR 0x400000 /* the last PT_LOAD, behind a hole */
#define STACK_SIZE 0x4000
#define PROBE_SIZE 0x8000 /* .bss that nothing but the loader writes to */
#define PATTERN_WORDS 1021 /* bytes of a known sequence in each segment */
#define PATTERN_SEED 0x2545f491
#define PATTERN_FACTOR 1664525
#define PATTERN_STEP 1013904223

/* The guest's own GDT. */
#define SEL_CODE 0x08
#define SEL_DATA 0x10
#define SEL_SHORT 0x18 /* data that ends at 0xfff */
#define SEL_CONFORMING 0x20 /* code that runs at its caller's privilege */
#define SEL_USER_CODE 0x2b
#define SEL_USER_DATA 0x33
#define SEL_TASK 0x38

/* struct entry_state */
#define STATE_EBX 0
#define STATE_FLAGS 4
#define STATE_EFLAGS 8
#define STATE_CR0 12
#define STATE_HAS_CR4 16
#define STATE_CR4 20
#define STATE_GDTR 24
#define STATE_SEGMENTS 32
#define SEGMENT_SIZE 16
#define IN_CS 0
#define IN_DS 1
#define IN_ES 2
#define IN_SS 3
#define IN_TR 4

/* What entry.S noticed by trying: STATE_FLAGS. For DS, ES and SS the bit is shifted by IN_xx. */
#define SAW_CS16 0x1 /* CS decodes 16-bit code */
#define SAW_E_ENTRY 0x2 /* entered at the ELF header's e_entry */
#define SAW_SS16 0x4 /* the stack pointer has 16 bits */
#define SAW_LIMITS 0x8 /* this processor checks limits */
#define SAW_BASE 0x100 /* the guest's own memory is not seen through it */
#define SAW_LIMIT 0x1000 /* a read at the end of 4 GiB faulted */
#define SAW_RIGHTS 0x10000 /* reading (CS) or writing faulted */

#define EFLAGS_TF 0x100
#define EFLAGS_IF 0x200
#define EFLAGS_ID 0x200000
#define EFLAGS_FIXED 0x2

#define COM1 0x3f8
#define DEBUG_PORT 0xe9

#endif
