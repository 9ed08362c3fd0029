/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CS, DS, ES and SS. What could be tried decides; the descriptor that the
 * selector names in the loader's GDT is asked where trying says nothing (TCG),
 * for the ABI does not promise that there is one.
 */
#include <stddef.h>
#include "guest.h"
#include "tap.h"

/* LAR: bits of a descriptor's second word (Intel SDM volume 3, 3.4.5). */
#define RIGHTS_MASK 0x409a00 /* D/B, P, S, code, readable or writable */
#define RIGHTS_CODE 0x409a00
#define RIGHTS_DATA 0x409200
#define RIGHTS_EXPAND_DOWN 0x400
#define RIGHTS_S 0x1000
#define RIGHTS_P 0x8000

#define NO_WAY "the selector names no descriptor, and this processor (TCG?) does not check limits"

/* Does the descriptor in the loader's GDT count? */
static int is_asked(const struct segment *s)
{
	return !(state.saw & SAW_LIMITS) &&
	       (s->rights & (RIGHTS_S | RIGHTS_P)) == (RIGHTS_S | RIGHTS_P);
}

static void judge_type(enum clause clause, uint32_t index, int ok)
{
	const struct segment *s = &state.segments[index];
	uint32_t wanted = index == IN_CS ? RIGHTS_CODE : RIGHTS_DATA;

	if (is_asked(s) && (s->rights & RIGHTS_MASK) != wanted)
		ok = 0;
	if (is_asked(s) && index != IN_CS && s->rights & RIGHTS_EXPAND_DOWN)
		ok = 0;
	judge(clause, ok, "selector", (uint64_t)s->selector, "access_rights", (uint64_t)s->rights,
	      "seen_at_use", (uint64_t)state.saw, NULL);
}

static void judge_limit(enum clause clause, uint32_t index)
{
	const struct segment *s = &state.segments[index];
	uint32_t faulted = state.saw & SAW_LIMIT << index;

	if (!faulted && !is_asked(s) && !(state.saw & SAW_LIMITS)) {
		skip(clause, NO_WAY);
		return;
	}
	judge(clause, !faulted && (!is_asked(s) || s->limit == 0xffffffff), "selector",
	      (uint64_t)s->selector, "limit", (uint64_t)s->limit, NULL);
}

static void check_cs(void)
{
	int readable = !(state.saw & SAW_RIGHTS << IN_CS);

	judge_type(C_CS_TYPE, IN_CS, readable && !(state.saw & SAW_CS16));
	if (!readable || state.saw & SAW_CS16) {
		skip(C_CS_BASE, "CS itself is wrong and had to be replaced");
		skip(C_CS_LIMIT, "CS itself is wrong and had to be replaced");
		return;
	}
	judge(C_CS_BASE, !(state.saw & SAW_BASE << IN_CS), "selector",
	      (uint64_t)state.segments[IN_CS].selector, NULL);
	judge_limit(C_CS_LIMIT, IN_CS);
}

static void check_data(enum clause type, uint32_t index)
{
	int base_ok = !(state.saw & SAW_BASE << index);
	uint32_t wrong = SAW_RIGHTS << index | (index == IN_SS ? SAW_SS16 : 0);

	judge_type(type, index, !(state.saw & wrong));
	judge(type + 1, base_ok, "selector", (uint64_t)state.segments[index].selector, NULL);
	judge_limit(type + 2, index);
}

void check_segments(void)
{
	check_cs();
	check_data(C_DS_TYPE, IN_DS);
	check_data(C_ES_TYPE, IN_ES);
	check_data(C_SS_TYPE, IN_SS);
}

_Static_assert(C_DS_TYPE + 1 == C_DS_BASE && C_DS_TYPE + 2 == C_DS_LIMIT, "clauses.def");
_Static_assert(C_ES_TYPE + 1 == C_ES_BASE && C_ES_TYPE + 2 == C_ES_LIMIT, "clauses.def");
_Static_assert(C_SS_TYPE + 1 == C_SS_BASE && C_SS_TYPE + 2 == C_SS_LIMIT, "clauses.def");
