/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every test file needs of cmocka, and the assertion that it lacks. */
#ifndef UNIT_H
#define UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include "standin.h"

void unit_add(struct CMUnitTest test);

/* A test, which adds itself to its program; and one before which cmocka calls `setup`. */
#define TEST(name) TEST_AFTER(NULL, name)
#define TEST_AFTER(setup, name)                                                                    \
	static void test_##name(void **state);                                                     \
	__attribute__((constructor)) static void add_##name(void)                                  \
	{                                                                                          \
		unit_add((struct CMUnitTest)cmocka_unit_test_setup(test_##name, setup));           \
	}                                                                                          \
	static void test_##name(void **state __attribute__((unused)))

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* `call` ends in this sentence, given without its "pvh: " and line end. */
#define assert_refuses(call, sentence)                                                             \
	do {                                                                                       \
		if (!setjmp(*refusal_catch())) {                                                   \
			call;                                                                      \
			refusal_dismiss();                                                         \
			fail_msg("%s is not refused", #call);                                      \
		}                                                                                  \
		assert_string_equal(refusal_sentence(), "pvh: " sentence "\r\n");                  \
	} while (0)

#endif
