// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdio.h>
#include "refusal.h"
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

_Noreturn void refused(const char *sentence)
{
	snprintf(kept, sizeof(kept), "%s", sentence);
	if (!is_expected)
		standin_fail("nobody expected the refusal %s", sentence);
	is_expected = false;
	longjmp(catcher, 1);
}
