/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the BIOS left in low memory. Touches the machine. */
#ifndef FIRMWARE_H
#define FIRMWARE_H

#include <stdint.h>
#include "start_info.h"

struct firmware {
	const struct hvm_memmap_table_entry *e820; /* as INT 15h returned it */
	uint32_t e820_count;
	uint32_t low_end; /* of base memory, as the BIOS and ROMs that have lowered it report it */
	uint32_t rsdp; /* 0: none */
};

/* bios.S calls PMM at pmm_entry, unless it is 0; in pmm_unused it leaves how many bytes of high memory are free. */
extern uint32_t pmm_entry, pmm_unused;

/* Have bios.S ask PMM before the next phase. */
void firmware_ask_pmm(void);

/* Gather memory map, RSDP and what PMM said. */
void firmware_survey(struct firmware *firmware);

#endif
