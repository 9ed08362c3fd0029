/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test needs of cmocka. */
#ifndef UNIT_TEST_H
#define UNIT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

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

#endif
