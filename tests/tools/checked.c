// SPDX-License-Identifier: GPL-2.0-or-later
/* Linked into the tools that the tests run: memory that lasts until the end is no leak. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1";
}
