// SPDX-License-Identifier: GPL-2.0-or-later
/* --help: the table as text, in 80 columns. */
#include <stdio.h>
#include <string.h>
#include "message.h"
#include "options.h"

#define WIDTH 78
#define HELP_COLUMN 24

/* Words up to this width, from a column on; the first line has begun. */
static void print_wrapped(const char *text, size_t indent)
{
	size_t column = indent;

	while (*text) {
		size_t size = strcspn(text, " ");

		if (column > indent && column + 1 + size > WIDTH) {
			print("\n%*s", (int)indent, "");
			column = indent;
		}
		print("%s%.*s", column > indent ? " " : "", (int)size, text);
		column += size + (column > indent);
		text += size;
		text += strspn(text, " ");
	}
	print("\n");
}

/* "-o OUT, --output OUT", "--kaslr[=SEED]", or an argument's metavar. */
static void write_names(const struct option *o, char *names, size_t size)
{
	char value[60] = "", letter[80] = "";

	if (o->kind == OPTION_ARGUMENT) {
		snprintf(names, size, "%s", o->metavar);
		return;
	}
	if (o->kind == OPTION_OPTIONAL)
		snprintf(value, sizeof(value), "[=%s]", o->metavar);
	else if (o->metavar)
		snprintf(value, sizeof(value), " %s", o->metavar);
	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c%s, ", o->letter, value);
	snprintf(names, size, "%s--%s%s", letter, o->name, value);
}

static void print_option(const struct option *option)
{
	char names[160];

	write_names(option, names, sizeof(names));
	print("  %-*s", HELP_COLUMN - 2, names);
	if (strlen(names) > HELP_COLUMN - 4)
		print("\n%*s", HELP_COLUMN, "");
	print_wrapped(option->help, HELP_COLUMN);
}

void options_print_help(const struct options *options)
{
	print("usage: %s %s\n\n", message_program(), options->usage);
	print_wrapped(options->about, 0);
	print("\npositional arguments:\n");
	for (size_t i = 0; i < options->count; i++)
		if (options->table[i].kind == OPTION_ARGUMENT)
			print_option(&options->table[i]);
	print("\noptions:\n");
	print_option(&options_own[OPTIONS_HELP]);
	print_option(&options_own[OPTIONS_VERSION]);
	for (size_t i = 0; i < options->count; i++)
		if (options->table[i].kind != OPTION_ARGUMENT)
			print_option(&options->table[i]);
}
