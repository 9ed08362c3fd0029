// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include "messages/errors.h"
#include "stage.h"
#include "standin.h"

static jmp_buf catcher;
static bool is_expected;
static char kept[256];

jmp_buf *refusal_catch(void)
{
	is_expected = true;
	kept[0] = '\0';
	return &catcher;
}

void refusal_dismiss(void)
{
	is_expected = false;
}

const char *refusal_sentence(void)
{
	return kept;
}

/* The code under test leaves the stage only to refuse. */
_Noreturn void stage_leave(const char *message, uint32_t next_phase)
{
	if (message || next_phase != PHASE_REFUSED)
		standin_fail("the stage is left for phase %u", next_phase);
	snprintf(kept, sizeof(kept), "%s", last_message());
	if (!is_expected)
		standin_fail("nobody expected the refusal %s", kept);
	is_expected = false;
	longjmp(catcher, 1);
}
