// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "message.h"
#include "words.h"

char *format(const char *text, ...)
{
	va_list args;
	size_t size;
	char *made;

	va_start(args, text);
	size = vsnprintf(NULL, 0, text, args) + 1;
	va_end(args);
	made = allocate(size);
	va_start(args, text);
	vsnprintf(made, size, text, args);
	va_end(args);
	return made;
}

static void make_room(struct words *words)
{
	char **more;

	if (words->count + 1 < words->room)
		return;
	words->room = words->room ? 2 * words->room : 64;
	more = allocate(words->room * sizeof(*more));
	if (words->count)
		memcpy(more, words->word, words->count * sizeof(*more));
	free(words->word);
	words->word = more;
}

void words_add(struct words *words, const char *word)
{
	make_room(words);
	words->word[words->count++] = (char *)word;
	words->word[words->count] = NULL;
}

void words_add_pair(struct words *words, const char *option, const char *value)
{
	words_add(words, option);
	words_add(words, value);
}

void words_add_all(struct words *words, char *const *more, int count)
{
	for (int i = 0; i < count; i++)
		words_add(words, more[i]);
}

static bool is_plain(const char *word)
{
	size_t length = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789_@%+=:,./-");

	return *word && !word[length];
}

static char *put(char *to, const char *text)
{
	size_t length = strlen(text);

	memcpy(to, text, length);
	return to + length;
}

/* In single quotes, each single quote of its own in double ones. */
static char *quote(char *to, const char *word)
{
	if (is_plain(word))
		return put(to, word);
	*to++ = '\'';
	for (; *word; word++) {
		if (*word == '\'')
			to = put(to, "'\"'\"'");
		else
			*to++ = *word;
	}
	*to++ = '\'';
	return to;
}

char *words_quoted(const struct words *words)
{
	size_t size = 1;
	char *line, *to;

	for (int i = 0; i < words->count; i++)
		size += 5 * strlen(words->word[i]) + 3;
	to = line = allocate(size);
	for (int i = 0; i < words->count; i++) {
		if (i)
			*to++ = ' ';
		to = quote(to, words->word[i]);
	}
	*to = '\0';
	return line;
}

/* One word, from the text to `to`, without its quotes. What is wrong with it, or NULL. */
static const char *unquote(const char **text, char *to)
{
	const char *from = *text;
	char inside = '\0';

	for (; *from && (inside || !isspace((unsigned char)*from)); from++) {
		bool escapes = *from == '\\' && inside != '\'' &&
			       (!inside || from[1] == '"' || from[1] == '\\');

		if (escapes && !*++from)
			return "No escaped character";
		if (!escapes && (inside ? *from == inside : *from == '\'' || *from == '"'))
			inside = inside ? '\0' : *from;
		else
			*to++ = *from;
	}
	*to = '\0';
	*text = from;
	return inside ? "No closing quotation" : NULL;
}

const char *words_split(struct words *words, const char *text)
{
	const char *wrong;
	char *word;

	for (;;) {
		while (isspace((unsigned char)*text))
			text++;
		if (!*text)
			return NULL;
		word = allocate(strlen(text) + 1);
		wrong = unquote(&text, word);
		if (wrong)
			return wrong;
		words_add(words, word);
	}
}
