// SPDX-License-Identifier: GPL-2.0-or-later
/* Errors of usage, worded as Python's argparse does. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fault.h"
#include "message.h"
#include "options.h"

static _Noreturn void usage_error(const struct options *options, const char *about, const char *what)
{
	const char *program = message_program();

	dprintf(STDERR_FILENO, "usage: %s %s\n%s: error: %s%s\n", program, options->usage, program, about, what);
	exit(2);
}

void options_error(const struct options *options, const char *format, ...)
{
	struct fault why;
	va_list values;

	va_start(values, format);
	vsnprintf(why.why, sizeof(why.why), format, values);
	va_end(values);
	usage_error(options, "", why.why);
}

static void write_title(const struct option *option, char *title, size_t size)
{
	if (option->kind == OPTION_ARGUMENT)
		snprintf(title, size, "argument %s: ", option->metavar);
	else if (option->letter)
		snprintf(title, size, "argument -%c/--%s: ", option->letter, option->name);
	else
		snprintf(title, size, "argument --%s: ", option->name);
}

void option_error(const struct options *options, const struct option *option, const char *format, ...)
{
	struct fault why;
	va_list values;
	char title[80];

	va_start(values, format);
	vsnprintf(why.why, sizeof(why.why), format, values);
	va_end(values);
	write_title(option, title, sizeof(title));
	usage_error(options, title, why.why);
}

const struct option *option_of(const struct options *options, size_t field)
{
	const struct option *option = options->table;

	while (option->field != field)
		option++;
	return option;
}
