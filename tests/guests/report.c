/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reporting guest: tells on debug port 0xe9 what the boot loader handed
 * over, then ends QEMU through isa-debug-exit, or halts where there is none.
 */
#include "crc32.h"
#include "guest.h"
#include "out.h"

#define EXIT_PORT 0x501
#define EXIT_GOOD 0x2a

static void report_system_registers(const struct entry_state *s)
{
	out_line_word("eflags", s->eflags);
	out_line_word("cr0", s->cr0);
	out_line_word("cr2", s->cr2);
	out_line_word("cr3", s->cr3);
	out_line_word("has_cr4", s->has_cr4);
	out_line_word("cr4", s->cr4);
	out_line_word("tr", s->tr);
	out_line_word("ldtr", s->ldtr);
	out_line_word("gdtr_base", s->gdtr.base);
	out_line_word("gdtr_limit", s->gdtr.limit);
	out_line_word("idtr_base", s->idtr.base);
	out_line_word("idtr_limit", s->idtr.limit);
}

void report_entry_state(const struct entry_state *s)
{
	out_line_word("load", s->load);
	out_line_word("eax", s->eax);
	out_line_word("ebx", s->ebx);
	out_line_word("ecx", s->ecx);
	out_line_word("edx", s->edx);
	out_line_word("esi", s->esi);
	out_line_word("edi", s->edi);
	out_line_word("ebp", s->ebp);
	out_line_word("esp", s->esp);
	out_line_word("cs", s->cs);
	out_line_word("ds", s->ds);
	out_line_word("es", s->es);
	out_line_word("fs", s->fs);
	out_line_word("gs", s->gs);
	out_line_word("ss", s->ss);
	report_system_registers(s);
}

void report(const struct entry_state *state)
{
	crc32_init();
	out_line("begin", "pvh");
	report_entry_state(state);
	report_own_memory();
	report_start_info(state->ebx);
	out_line("end", "ok");
	__asm__ volatile("outb %0, %1" : : "a"((uint8_t)EXIT_GOOD), "d"((uint16_t)EXIT_PORT));
}
