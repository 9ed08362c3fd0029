/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the BIOS left in low memory. Touches the machine. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include "plan.h"

/* bios.S calls PMM at pmm_entry, unless it is 0; in pmm_unused it leaves how many bytes of high memory are free. */
extern uint32_t pmm_entry, pmm_unused;

/* Have bios.S ask PMM before the next phase. */
void firmware_ask_pmm(void);

/* Gather memory map, RSDP and what PMM said. */
void firmware_survey(struct firmware *firmware);

#endif
