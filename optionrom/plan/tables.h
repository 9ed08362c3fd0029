/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The block of memory that EBX points to; the memory map follows it. */
#ifndef TABLES_H
#define TABLES_H

#include <stdint.h>
#include "layout.h"
#include "start_info.h"

struct tables {
	struct hvm_start_info start_info;
	uint64_t empty_string; /* the command line where there is none */
	uint8_t gdt[GDT_SIZE]; /* what the guest starts on */
	struct hvm_modlist_entry modlist[MODULE_MAX];
};

#endif
