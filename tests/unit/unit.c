// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include "unit.h"

_Noreturn void standin_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprint_error(format, args);
	va_end(args);
	print_error("\n");
	fail();
	abort(); /* not reached: fail() has left the test */
}
