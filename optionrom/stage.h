/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the assembly files define for C, and what they call. */
#ifndef STAGE_H
#define STAGE_H

#include <stdint.h>
#include "layout.h"

struct rom_header;

/*
 * pvh_main.c: run one phase (layout.h, PHASE_*). `rom` is where SeaBIOS has copied the image to.
 * Returns the next phase.
 */
uint32_t pvh_main(uint32_t phase, volatile struct rom_header *rom);

/*
 * stage.S: back to real mode; show `message` (NULL: none) by INT 10h, then go on with `next_phase`.
 */
_Noreturn void stage_leave(const char *message, uint32_t next_phase);

/* stage.S: to real mode to show `message` (NULL: none) and make the PMM call that is prepared, and
 * back. */
void stage_visit_bios(const char *message);

/* stage.S: the stage's GDT, and the one that the guest starts on. */
extern const uint8_t stage_gdt[GDT_SIZE];

/* handoff.S: jump to the kernel. All three are guest addresses. */
_Noreturn void handoff(uint32_t entry, uint32_t start_info, uint32_t gdt);

/* pvh.S; its address is its offset in the image. */
extern const uint8_t int19_handler[];

#endif
