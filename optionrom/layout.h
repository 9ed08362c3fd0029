/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The only home of addresses, selectors and limits. Read by the assembler, the
 * compiler and the linker script, so it holds plain #defines and nothing else.
 *
 * Low memory while the ROM runs (SeaBIOS keeps 0x500-0x6fff as stack room, and
 * hands nothing there to anybody else, neither at init nor at INT 19h):
 *
 *   0x0500  raw answers of INT 15h E820
 *   0x1200  the 32-bit stage: code, constants, .bss
 *   0x6000  top of the stage's stack
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
#define RAW_E820_STRIDE 24
#define RAW_E820_SIZE 20

#define STAGE_BASE 0x1200
#define STAGE_STACK 0x6000
#define STAGE_STACK_MIN 0x600

/* Nothing for the guest goes below this: IVT, BDA, the stage and the stacks. */
#define ROM_LIVE_END 0x7000
/* SeaBIOS clears 0x7000-0x8ffff before INT 19h, whatever QEMU had put there. */
#define FIRMWARE_CLEARED_END 0x90000
/* OSv copies itself to 0x1000 and 0x2000, and Toro writes up to 0x3100, while they still read the tables. */
#define TABLES_BASE 0x10000
#define LOW_MEMORY_END 0xa0000
#define HIGH_MEMORY_BASE 0x100000
/* Linux maps this much when it reads start_info and what hangs off it. */
#define TABLES_HIGH_END 0x40000000

/* Real-mode interrupt vectors and BIOS data area. */
#define IVT_INT19 0x64
#define BDA_EBDA_SEGMENT 0x40e
#define BDA_MEMORY_KIB 0x413

/* What the stub asks of the stage; after each the stage may ask for another, 0 is none. */
#define PHASE_INIT 0
#define PHASE_EARLY 1 /* boot from init; the stage is as PHASE_INIT left it */
#define PHASE_BOOT 2 /* boot from INT 19h or the boot menu */
#define PHASE_LATE 3 /* the same, after it was said why not early */
#define PHASE_HALT 4 /* SeaBIOS is gone and there is nothing to go on with */

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
