/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TR, by what the processor does with it: nothing else shows its hidden part,
 * and the selector may be anything, 0 too, as with Xen's own loader.
 */
#include <stddef.h>
#include "guest.h"
#include "mem.h"
#include "tap.h"
#include "task.h"

#define RIGHTS_TYPE 0x1f00
#define RIGHTS_BUSY_TSS32 0x0b00
#define TSS_AVAILABLE 0x0000890000000000ull
#define GATE_TASK 0xe500 /* present, from user mode */
#define GATE_USER_INTERRUPT 0xee00 /* present, from user mode, 32-bit */
#define VECTORS 32
#define PROBED_SIZE (TSS_SIZE + 16)

extern uint64_t own_gdt[], own_idt[];
extern const uint8_t user_fault[], user_back[];
uint8_t own_tss[TSS_SIZE];
volatile uint32_t user_allowed;

void user_visit(void);

static uint64_t gate(uint32_t selector, const uint8_t *to, uint32_t type)
{
	uint32_t address = (uint32_t)(uintptr_t)to;

	return (uint64_t)((address & 0xffff0000) | type) << 32 | selector << 16 |
	       (address & 0xffff);
}

static void prepare_tables(void)
{
	uint64_t base = (uint32_t)(uintptr_t)own_tss;

	own_gdt[SEL_TASK / 8] =
		TSS_AVAILABLE | (TSS_SIZE - 1) | (base & 0xffffff) << 16 | (base >> 24) << 56;
	own_idt[USER_EXIT_VECTOR] = gate(SEL_TASK, NULL, GATE_TASK);
	for (uint32_t i = 0; i < VECTORS; i++)
		own_idt[i] = gate(SEL_CONFORMING, user_fault, GATE_USER_INTERRUPT);
}

static void prepare_task(void)
{
	put32(own_tss + TSS_EIP, (uint32_t)(uintptr_t)user_back);
	put32(own_tss + TSS_EFLAGS, EFLAGS_FIXED);
	put32(own_tss + TSS_CS, SEL_CODE);
	for (uint32_t i = TSS_SS; i <= TSS_GS; i += 4)
		put32(own_tss + i, SEL_DATA);
	put32(own_tss + TSS_ES, SEL_DATA);
}

/* Does user_visit with the IDT of its own; saved: what the task switch left at address 0. */
static void visit(uint8_t *saved)
{
	uint64_t idt[VECTORS];
	uint8_t before[PROBED_SIZE];

	copy(idt, own_idt, sizeof(idt));
	copy(before, at(0), sizeof(before));
	fill(at(0), 0, sizeof(before));
	prepare_tables();
	prepare_task();
	user_visit();
	copy(saved, at(0), PROBED_SIZE);
	copy(at(0), before, sizeof(before));
	copy(own_idt, idt, sizeof(idt));
}

static int names_other_than_tss(void)
{
	const struct segment *s = &state.segments[IN_TR];

	if (state.saw & SAW_LIMITS)
		return 0; /* not TCG: what the processor does with TR is enough */
	return s->selector && s->rights && (s->rights & RIGHTS_TYPE) != RIGHTS_BUSY_TSS32;
}

static void judge_task(int is_tss32, int is_tss16)
{
	const struct segment *s = &state.segments[IN_TR];

	judge(C_TR_TYPE, !is_tss16 && !names_other_than_tss(), "selector", (uint64_t)s->selector,
	      "access_rights", (uint64_t)s->rights, "tss_of_16_bits", (uint64_t)is_tss16, NULL);
	judge(C_TR_BASE, is_tss32 || is_tss16, "selector", (uint64_t)s->selector, NULL);
	if (!is_tss32)
		skip(C_TR_LIMIT, "it shows only in a 32-bit TSS at 0");
	else
		judge(C_TR_LIMIT, user_allowed == ALLOWED_AT_67, "selector", (uint64_t)s->selector,
		      "limit_in_gdt", (uint64_t)s->limit, "reaches_67_and_68",
		      (uint64_t)user_allowed, NULL);
}

void check_task(void)
{
	uint8_t saved[PROBED_SIZE];

	if (!is_ram(0)) {
		skip(C_TR_TYPE, "there is no RAM at 0, where a TSS shows what it is");
		skip(C_TR_BASE, "there is no RAM at 0");
		skip(C_TR_LIMIT, "there is no RAM at 0");
		return;
	}
	visit(saved);
	judge_task(get32(saved + TSS_EBX) == TASK_MARK,
		   get16(saved + TSS16_BX) == (TASK_MARK & 0xffff));
}
