// SPDX-License-Identifier: GPL-2.0-or-later
/* What the programs print, and how they end. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fault.h"
#include "file.h"
#include "message.h"

static const char *program = "pvh";

void message_start(const char *argv0)
{
	const char *slash = argv0 ? strrchr(argv0, '/') : NULL;

	program = slash ? slash + 1 : argv0 ? argv0 : program;
}

const char *message_program(void)
{
	return program;
}

/* In one write, so that the lines of several programs do not mix. */
static void say(const char *format, va_list values)
{
	char text[sizeof(struct fault) * 2];

	vsnprintf(text, sizeof(text), format, values);
	dprintf(STDERR_FILENO, "%s: %s\n", program, text);
}

void warn(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	say(format, values);
	va_end(values);
}

void die(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	say(format, values);
	va_end(values);
	exit(1);
}

void print_bytes(const void *data, size_t size)
{
	if (!write_all(STDOUT_FILENO, data, size))
		die("cannot write to standard output: %s", strerror(errno));
}

void print(const char *format, ...)
{
	va_list values;
	char *text = NULL;
	int size;

	va_start(values, format);
	size = vasprintf(&text, format, values);
	va_end(values);
	if (size < 0)
		die("not enough memory");
	print_bytes(text, (size_t)size);
	free(text);
}

void *allocate(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	if (!memory)
		die("not enough memory");
	return memory;
}
