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

static _Noreturn void usage_error(const struct options *options, const char *about,
				  const char *what)
{
	const char *program = message_program();

	dprintf(STDERR_FILENO, "usage: %s %s\n%s: error: %s%s\n", program, options->usage, program,
		about, what);
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

void option_error(const struct options *options, const struct option *option, const char *format,
		  ...)
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

/* A text of words with spaces between, one after the other; NULL behind the last. */
static const char *next_word(const char *word, size_t *size)
{
	word += strspn(word, " ");
	*size = strcspn(word, " ");
	return *size ? word : NULL;
}

static bool is_among(const char *words, const char *value)
{
	size_t size;

	for (const char *word = words; (word = next_word(word, &size)); word += size)
		if (size == strlen(value) && !strncmp(word, value, size))
			return true;
	return false;
}

void option_check_choice(const struct options *options, const struct option *option,
			 const char *value)
{
	char choices[400] = "";
	size_t size, used = 0;

	if (is_among(option->words, value))
		return;
	for (const char *word = option->words; (word = next_word(word, &size)); word += size)
		used += (size_t)snprintf(choices + used, sizeof(choices) - used, "%s'%.*s'",
					 used ? ", " : "", (int)size, word);
	option_error(options, option, "invalid choice: '%s' (choose from %s)", value, choices);
}
