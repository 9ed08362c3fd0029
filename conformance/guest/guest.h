/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the guest's C files share. */
#ifndef GUEST_H
#define GUEST_H

#include <stdint.h>
#include "layout.h"

struct segment {
	uint32_t selector;
	uint32_t rights; /* as LAR gives them; 0: the selector names no descriptor */
	uint32_t limit; /* as LSL gives it */
	uint32_t unused;
};

/* Filled in by entry.S; offsets in layout.h. */
struct entry_state {
	uint32_t start_info;
	uint32_t saw;
	uint32_t eflags, cr0, has_cr4, cr4;
	uint32_t gdtr[2];
	struct segment segments[5];
};

_Static_assert(__builtin_offsetof(struct entry_state, segments) == STATE_SEGMENTS, "layout.h");
_Static_assert(sizeof(struct segment) == SEGMENT_SIZE, "layout.h");

extern const struct entry_state state;

/* The clauses about one thing each, in the order of the report. */
void check_image(void);
void check_segments(void);
void check_task(void);
void check_control_registers(void);
void check_a20(void);
void check_start_info(void);
void check_places(void);
void check_memmap(void);
void check_modules(void);
void check_cmdline(void);
void check_acpi(void);

void run(void);
_Noreturn void bail_out(uint32_t vector);
_Noreturn void halt(void);

#endif
