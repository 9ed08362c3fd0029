/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "words.h"
#include <stddef.h>
#include "info.h"

/* What follows `name=` at the beginning of a word, or NULL. */
static const char *value_of(const char *name)
{
	const char *word = command_line, *n;

	while (*word) {
		for (n = name; *n && *n == *word; n++)
			word++;
		if (!*n && *word == '=')
			return word + 1;
		while (*word && *word != ' ')
			word++;
		while (*word == ' ')
			word++;
	}
	return NULL;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

static uint32_t number(const char **text, int base)
{
	uint32_t value = 0;

	while (digit(**text) < base)
		value = value * (uint32_t)base + (uint32_t)digit(*(*text)++);
	return value;
}

int32_t told_count(const char *name)
{
	const char *text = value_of(name);

	return text ? (int32_t)number(&text, 10) : -1;
}

int told(const char *name, struct told *what)
{
	const char *text = value_of(name);

	if (!text)
		return 0;
	what->size = number(&text, 10);
	text += *text == ':';
	what->crc = number(&text, 16);
	what->has_text = *text == ':';
	text += what->has_text;
	what->text_crc = number(&text, 16);
	what->rest = text + (*text == ' ');
	return 1;
}
