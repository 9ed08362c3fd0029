/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
#include "guest.h"
#include "mem.h"
#include "tap.h"

/* ET is fixed at 1; the other bits are reserved. */
#define CR0_PE 0x1
#define CR0_WRITABLE 0xe005002f /* PG, CD, NW, AM, WP, NE, TS, EM, MP, PE */
#define A20_LINE 0x100000

void check_control_registers(void)
{
	judge(C_CR0, (state.cr0 & CR0_WRITABLE) == CR0_PE, "cr0", (uint64_t)state.cr0, NULL);
	if (state.has_cr4)
		judge(C_CR4, state.cr4 == 0, "cr4", (uint64_t)state.cr4, NULL);
	else
		skip(C_CR4, "this processor has none");
	judge(C_EFLAGS_IF, !(state.eflags & EFLAGS_IF), "eflags", (uint64_t)state.eflags, NULL);
	judge(C_EFLAGS_TF, !(state.eflags & EFLAGS_TF), "eflags", (uint64_t)state.eflags, NULL);
}

/* Bit 20 of `here` is clear: with the line off, a write shows a MiB further up as well. */
void check_a20(void)
{
	static volatile uint32_t here;
	volatile uint32_t *there = at((uint32_t)(uintptr_t)&here | A20_LINE);
	uint32_t first, second;

	here = 0x0a20a20a;
	first = *there;
	here = 0x50f550f5;
	second = *there;
	judge(C_A20, first != 0x0a20a20a || second != 0x50f550f5, "seen_at",
	      (uint64_t)(uintptr_t)there, NULL);
}
