/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state at the entry, right, and wrong in one thing each. */
#include "../guest/layout.h"
#include "../guest/mem.h"
#include "../guest/port.h"
#include "bad.h"

/* Bits 8-15 and 20-23 of a descriptor's second word (Intel SDM volume 3, 3.4.5). */
#define CODE32 0xc09b00
#define CODE16 0x809b00
#define EXECUTE_ONLY 0xc09900
#define DATA32 0xc09300
#define DATA16 0x809300
#define READ_ONLY 0xc09100
#define TSS32 0x008900
#define TSS16 0x008100
#define GRANULAR 0x800000

#define FLAT 0xfffff
#define HALF 0x7ffff /* in pages: 2 GiB */
#define TSS_LIMIT 0x67

#define CR0_GOOD 0x11 /* PE, and ET, which is fixed */
#define CR0_AM 0x40000
#define CR4_DE 0x8
#define FAST_A20_PORT 0x92
#define FAST_A20 0x02

uint64_t descriptor(uint32_t base, uint32_t limit, uint32_t rights)
{
	uint32_t low = (limit & 0xffff) | base << 16;
	uint32_t high = (limit & 0xf0000) | rights | (base >> 16 & 0xff) | (base & 0xff000000);

	return (uint64_t)high << 32 | low;
}

static void set(struct handed *h, uint32_t index, uint64_t value)
{
	h->machine.gdt[SEL(index) / 8] = value;
}

void good_machine(struct machine *m)
{
	*m = (struct machine){
		.info = PLACE_INFO, .eflags = EFLAGS_FIXED, .cr0 = CR0_GOOD, .task = SEL_TSS
	};
	m->gdt[SEL(IN_CS) / 8] = m->gdt[SEL_FLAT_CODE / 8] = descriptor(0, FLAT, CODE32);
	m->gdt[SEL(IN_DS) / 8] = m->gdt[SEL(IN_ES) / 8] = m->gdt[SEL(IN_SS) / 8] =
		m->gdt[SEL_FLAT / 8] = descriptor(0, FLAT, DATA32);
	m->gdt[SEL_TSS / 8] = descriptor(0, TSS_LIMIT, TSS32);
}

SPOIL(entry, h->machine.entry = h->image.e_entry)
SPOIL(image, ++*(uint8_t *)at(h->image.last_byte))
SPOIL(bss, *(uint8_t *)at(h->image.last_zero) = 0xa5)
SPOIL(cs_type, set(h, IN_CS, descriptor(0, FLAT, CODE16)))
SPOIL(cs_execute_only, set(h, IN_CS, descriptor(0, FLAT, EXECUTE_ONLY)))
SPOIL(cs_base, set(h, IN_CS, descriptor(OFF, FLAT, CODE32)); h->machine.entry -= OFF)
SPOIL(cs_limit, set(h, IN_CS, descriptor(0, HALF, CODE32)))
SPOIL(ds_type, set(h, IN_DS, descriptor(0, FLAT, READ_ONLY)))
SPOIL(ds_base, set(h, IN_DS, descriptor(OFF, FLAT, DATA32)))
SPOIL(ds_limit, set(h, IN_DS, descriptor(0, HALF, DATA32)))
SPOIL(es_type, set(h, IN_ES, descriptor(0, FLAT, READ_ONLY)))
SPOIL(es_base, set(h, IN_ES, descriptor(OFF, FLAT, DATA32)))
SPOIL(es_limit, set(h, IN_ES, descriptor(0, HALF, DATA32)))
SPOIL(ss_type, set(h, IN_SS, descriptor(0, FLAT, DATA16)))
SPOIL(ss_base, set(h, IN_SS, descriptor(OFF, FLAT, DATA32)))
SPOIL(ss_limit, set(h, IN_SS, descriptor(0, HALF, DATA32)))
SPOIL(all_bases, ds_base(h); es_base(h); ss_base(h))
SPOIL(tr_type, set(h, IN_TR, descriptor(0, TSS_LIMIT, TSS16)))
SPOIL(tr_base, set(h, IN_TR, descriptor(PLACE_TSS, TSS_LIMIT, TSS32)))
SPOIL(tr_limit, set(h, IN_TR, descriptor(0, 0xffff, TSS32)))
SPOIL(tr_short, set(h, IN_TR, descriptor(0, TSS_LIMIT - 1, TSS32)))
SPOIL(cr0, h->machine.cr0 |= CR0_AM)
SPOIL(cr4, h->machine.cr4 |= CR4_DE)
SPOIL(eflags_if, h->machine.eflags |= EFLAGS_IF)
SPOIL(eflags_tf, h->machine.eflags |= EFLAGS_TF)
SPOIL(a20, port_out(FAST_A20_PORT, port_in(FAST_A20_PORT) & ~FAST_A20))

const struct defect machine_defects[] = {
	{ "ENTRY", entry },
	{ "IMAGE", image },
	{ "BSS", bss },
	{ "CS_TYPE", cs_type },
	{ "CS_BASE", cs_base },
	{ "CS_LIMIT", cs_limit },
	{ "DS_TYPE", ds_type },
	{ "DS_BASE", ds_base },
	{ "DS_LIMIT", ds_limit },
	{ "ES_TYPE", es_type },
	{ "ES_BASE", es_base },
	{ "ES_LIMIT", es_limit },
	{ "SS_TYPE", ss_type },
	{ "SS_BASE", ss_base },
	{ "SS_LIMIT", ss_limit },
	{ "TR_TYPE", tr_type },
	{ "TR_BASE", tr_base },
	{ "TR_LIMIT", tr_limit },
	{ "CR0", cr0 },
	{ "CR4", cr4 },
	{ "EFLAGS_IF", eflags_if },
	{ "EFLAGS_TF", eflags_tf },
	{ "A20", a20 },
	{ "cs-execute-only", cs_execute_only },
	{ "all-bases", all_bases },
	{ "tr-short", tr_short },
	{ 0 },
};
