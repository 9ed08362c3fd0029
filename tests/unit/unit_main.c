// SPDX-License-Identifier: GPL-2.0-or-later
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdlib.h>
#include "unit_test.h"

#define TESTS_MAX 64

static struct CMUnitTest tests[TESTS_MAX];
static size_t count;

void unit_add(struct CMUnitTest test)
{
	if (count == COUNT(tests)) {
		print_error("more than %d tests in one program\n", TESTS_MAX);
		abort();
	}
	tests[count++] = test;
}

int main(void)
{
	return _cmocka_run_group_tests(program_invocation_short_name, tests, count, NULL, NULL);
}
