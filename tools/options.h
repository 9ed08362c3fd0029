/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program's command line, from a table: parsing, --help, --version, and usage errors.
 *
 * The table is a file PROGRAM.def with one macro for each option. The program includes it to define
 * its struct and its array (options_def.h); man/options.py generates the man page and the
 * completions from it:
 *
 *   PROGRAM(name, usage, about)                            usage: what follows the name
 *   ARGUMENT(field, metavar, help)                         const char *; required
 *   FLAG(field, 'x', "long", help)                         bool
 *   TEXT(field, 'x', "long", metavar, words, help)         const char *; may be empty
 *   GIVEN(field, 'x', "long", metavar, words, help)        const char *; must not be empty
 *   CHOICE(field, 'x', "long", metavar, words, help)       const char *; one of the words
 *   OPTIONAL(field, 'x', "long", metavar, words, help)     const char *; "" if no =VALUE follows
 *   LIST(field, 'x', "long", metavar, words, help)         struct option_list; may be repeated
 *
 * 'x' is 0 if there is no short name. `words` are completion's suggestions, separated by spaces.
 * Every program also has -h, --help and --version, which are not in the table.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum option_kind {
	OPTION_ARGUMENT,
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_GIVEN,
	OPTION_CHOICE,
	OPTION_OPTIONAL,
	OPTION_LIST,
};

struct option_list {
	const char **words;
	size_t count;
};

struct option {
	enum option_kind kind;
	char letter;
	const char *name;
	const char *metavar;
	const char *words;
	const char *help;
	size_t field; /* offset in the program's struct */
};

struct options {
	const char *usage, *about;
	const struct option *table;
	size_t count;
};

/*
 * Read `words` (argv[1] to the end, `count` of them) into `fields`, the program's struct, which
 * holds the defaults.
 * --help and --version print and exit with 0; an error prints the usage and "PROGRAM: error: …" and
 * exits with 2. Words may come in any order, values as "-o X", "-oX", "--output X" or "--output=X",
 * flags as "-nv"; behind -- nothing is an option. Long names must be written out.
 */
void options_read(const struct options *options, void *fields, char *const *words, size_t count);

/* An error of usage that the table does not know: usage, "PROGRAM: error: …", exit with 2. */
_Noreturn void options_error(const struct options *options, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same about one option: "PROGRAM: error: argument -m/--memory: …"; an argument has its metavar
 * there. */
_Noreturn void option_error(const struct options *options, const struct option *option,
			    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The same about a value that is none of the option's words; returns if it is one. */
void option_check_choice(const struct options *options, const struct option *option,
			 const char *value);

/* The option of this field. */
const struct option *option_of(const struct options *options, size_t field);

/* --help's text, in 80 columns. */
void options_print_help(const struct options *options);

/* -h and --version, which every program has. */
extern const struct option options_own[2];
enum { OPTIONS_HELP, OPTIONS_VERSION };

#endif
