/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The only home of memory addresses, selectors and limits; I/O ports stand with the code of their
 * device. Read by the assembler, the compiler and the linker script, so it holds plain #defines and
 * nothing else.
 *
 * Low memory while the ROM runs (SeaBIOS keeps 0x500-0x6fff as stack room, and
 * hands nothing there to anybody else, neither at init nor at INT 19h):
 *
 *   0x0500  raw answers of INT 15h E820
 *   0x1200  the 32-bit stage: code, constants, .bss
 *   0x6380  top of the stage's stack
 *   0x7000  top of SeaBIOS's stack, which we must not touch and return to
 *  0x10000  lowest address of what the guest is handed
 */
#ifndef LAYOUT_H
#define LAYOUT_H

/*
 * A count (u32), then entries laid out as in the guest's map. One more than is
 * accepted, so that too many can be told from just enough.
 */
#define RAW_E820_COUNT 0x0500
#define RAW_E820 0x0504
#define RAW_E820_MAX 128
#define RAW_E820_ROOM (RAW_E820_MAX + 3) /* with what firmware.c adds */
#define RAW_E820_STRIDE 24
#define RAW_E820_SIZE 20

#define STAGE_BASE 0x1200
#define STAGE_STACK 0x6380
#define STAGE_STACK_MIN 0x600

/* Nothing for the guest goes below this: IVT, BDA, the stage and the stacks. */
#define ROM_LIVE_END 0x7000
/* SeaBIOS clears 0x7000-0x8ffff before INT 19h, whatever QEMU had put there. */
#define FIRMWARE_CLEARED_END 0x90000
/* OSv copies itself to 0x1000 and 0x2000, and Toro writes up to 0x3100, while they still read the
 * tables. */
#define TABLES_BASE 0x10000
#define LOW_MEMORY_END 0xa0000
#define HIGH_MEMORY_BASE 0x100000
/* The last address below 4 GiB, which is never RAM. */
#define ADDRESS_MAX 0xffffffff
#define PAGE_SIZE 0x1000
/* Linux maps this much when it reads start_info and what hangs off it. */
#define TABLES_HIGH_END 0x40000000

/* Real-mode interrupt vectors and BIOS data area. */
#define IVT_INT19 0x64
#define BDA_EBDA_SEGMENT 0x40e
#define BDA_MEMORY_KIB 0x413

/* Where the BIOS keeps its tables: the two segments below 1 MiB, and the first KiB of the EBDA
 * (ACPI 6.5, 5.2.5.1). */
#define BIOS_START 0xe0000
#define BIOS_END 0x100000
#define EBDA_SEARCH 0x400
/*
 * SeaBIOS 1.16 has its RSDP and its $PMM soon after these: starting there saves 6,000 instructions.
 */
#define BIOS_RSDP 0xf4a00
#define BIOS_PMM 0xf5000

/* What a boot may have of each. */
#define SEGMENT_MAX 32 /* program headers: Linux has 4, FreeBSD 5 */
#define MODULE_MAX 16 /* the initrd and 15 modules */

/*
 * The stub runs the stage phase by phase, until it asks for none. The stage keeps its memory from
 * one phase to the next, since the stub copies it only before the first.
 */
#define PHASE_NONE 0 /* return to SeaBIOS */
#define PHASE_INIT 1 /* SeaBIOS's call at POST */
#define PHASE_EARLY 2 /* boot at once, after PHASE_INIT */
#define PHASE_BOOT 3 /* boot from INT 19h or the boot menu */
#define PHASE_RESUME 4 /* go on behind stage_visit_bios */
#define PHASE_REFUSED 5 /* the phase before has ended in refuse() */
#define PHASE_HALT 6 /* SeaBIOS is overwritten: there is nothing to return to */

/* Selectors of the stage's GDT, which is also the one the guest starts on. */
#define SEL_CODE32 0x08
#define SEL_DATA32 0x10
#define SEL_TSS 0x18
#define SEL_CODE16 0x20
#define SEL_DATA16 0x28
#define GDT_SIZE 0x30

/* misc/pvh: a 32-bit TSS of 104 bytes at base 0. */
#define TSS_LIMIT 0x67

#define CR0_PE 0x1
#define PORT_PIC_MASK 0x21 /* the first 8259, through which the second one goes */
#define EFLAGS_FIXED 0x2
#define EFLAGS_ID_BIT 21

#endif
