// SPDX-License-Identifier: GPL-2.0-or-later
/* A command line read by its table, as Python's argparse does without abbreviations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "message.h"
#include "options.h"

const struct option options_own[2] = {
	[OPTIONS_HELP] = { OPTION_FLAG, 'h', "help", NULL, "", "Print this help and exit.", 0 },
	[OPTIONS_VERSION] = { OPTION_FLAG, 0, "version", NULL, "", "Print the version and exit.",
			      0 },
};

struct reader {
	const struct options *options;
	char *fields;
	char *const *words;
	size_t count, at; /* the next word */
	size_t arguments; /* so many were there */
	struct option_list unknown;
};

static void add_word(struct option_list *list, const char *word)
{
	const char **words = realloc(list->words, (list->count + 1) * sizeof(*words));

	if (!words)
		die("not enough memory");
	words[list->count++] = word;
	list->words = words;
}

/* `value` is NULL for a flag, and for an OPTION_OPTIONAL without one. */
static void take(struct reader *r, const struct option *option, const char *value)
{
	void *field = r->fields + option->field;

	if (option == &options_own[OPTIONS_HELP] || option == &options_own[OPTIONS_VERSION]) {
		if (option == &options_own[OPTIONS_HELP])
			options_print_help(r->options);
		else
			print("%s " VERSION "\n", message_program());
		exit(0);
	}
	if ((option->kind == OPTION_GIVEN || option->kind == OPTION_ARGUMENT) && !*value)
		option_error(r->options, option, "is empty");
	if (option->kind == OPTION_CHOICE)
		option_check_choice(r->options, option, value);
	if (option->kind == OPTION_FLAG)
		*(bool *)field = true;
	else if (option->kind == OPTION_LIST)
		add_word(field, value);
	else
		*(const char **)field = value ? value : "";
}

static bool is_called(const struct option *option, const char *word, size_t size)
{
	if (option->kind == OPTION_ARGUMENT)
		return false;
	if (word[0] == '-')
		return strlen(option->name) == size - 1 &&
		       !strncmp(option->name, word + 1, size - 1);
	return option->letter == word[0];
}

/* The option of "x…", or of "-long" or "-long=…": a word without its first dash. */
static const struct option *find(const struct reader *r, const char *word)
{
	size_t size = strcspn(word, "=");

	for (size_t i = 0; i < 2; i++)
		if (is_called(&options_own[i], word, size))
			return &options_own[i];
	for (size_t i = 0; i < r->options->count; i++)
		if (is_called(&r->options->table[i], word, size))
			return &r->options->table[i];
	return NULL;
}

/* A dash alone is a file, and a text that begins with one no option. */
static bool is_like_an_option(const struct reader *r, const char *word)
{
	return word[0] == '-' && word[1] && (!strchr(word, ' ') || find(r, word + 1));
}

/* The value of an option that has none in its own word. */
static const char *next_value(struct reader *r, const struct option *option)
{
	if (option->kind == OPTION_FLAG || option->kind == OPTION_OPTIONAL)
		return NULL;
	if (r->at == r->count || is_like_an_option(r, r->words[r->at]))
		option_error(r->options, option, "expected one argument");
	return r->words[r->at++];
}

static void read_long(struct reader *r, const struct option *option, const char *word)
{
	const char *value = strchr(word, '=');

	if (value && option->kind == OPTION_FLAG)
		option_error(r->options, option, "ignored explicit argument '%s'", value + 1);
	take(r, option, value ? value + 1 : next_value(r, option));
}

/* One letter, or several flags', or one with its value. */
static void read_letters(struct reader *r, const struct option *option, const char *word)
{
	for (; option->kind == OPTION_FLAG && word[1]; word++) {
		const struct option *next = find(r, word + 1);

		if (!next || word[1] == '-')
			option_error(r->options, option, "ignored explicit argument '%s'",
				     word + 1);
		take(r, option, NULL);
		option = next;
	}
	take(r, option, word[1] ? word + 1 + (word[1] == '=') : next_value(r, option));
}

static void read_argument(struct reader *r, const char *word)
{
	size_t seen = 0;

	for (size_t i = 0; i < r->options->count; i++)
		if (r->options->table[i].kind == OPTION_ARGUMENT && seen++ == r->arguments) {
			take(r, &r->options->table[i], word);
			r->arguments++;
			return;
		}
	add_word(&r->unknown, word);
}

static void read_word(struct reader *r, bool may_be_option)
{
	const char *word = r->words[r->at++];
	const struct option *option =
		may_be_option && is_like_an_option(r, word) ? find(r, word + 1) : NULL;

	if (option && word[1] == '-')
		read_long(r, option, word);
	else if (option)
		read_letters(r, option, word + 1);
	else if (may_be_option && is_like_an_option(r, word))
		add_word(&r->unknown, word);
	else
		read_argument(r, word);
}

static void check_complete(const struct reader *r)
{
	char words[4000] = "";
	size_t seen = 0, used = 0;

	for (size_t i = 0; i < r->options->count; i++)
		if (r->options->table[i].kind == OPTION_ARGUMENT && seen++ == r->arguments)
			options_error(r->options, "the following arguments are required: %s",
				      r->options->table[i].metavar);
	for (size_t i = 0; i < r->unknown.count && used < sizeof(words); i++)
		used += (size_t)snprintf(words + used, sizeof(words) - used, " %s",
					 r->unknown.words[i]);
	if (used)
		options_error(r->options, "unrecognized arguments:%s", words);
}

void options_read(const struct options *options, void *fields, char *const *words, size_t count)
{
	struct reader r = { .options = options, .fields = fields, .words = words, .count = count };
	bool may_be_option = true;

	while (r.at < r.count)
		if (may_be_option && !strcmp(r.words[r.at], "--")) {
			may_be_option = false;
			r.at++;
		} else {
			read_word(&r, may_be_option);
		}
	check_complete(&r);
	free(r.unknown.words);
}
