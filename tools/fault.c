// SPDX-License-Identifier: GPL-2.0-or-later
/* Errors that are values. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "fault.h"

bool fault(struct fault *why, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(why->why, sizeof(why->why), format, values);
	va_end(values);
	return false;
}

bool fault_errno(struct fault *why, const char *verb, const char *path)
{
	return fault(why, "cannot %s %s: %s", verb, path, strerror(errno));
}
