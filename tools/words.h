/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A command line that is built word by word. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>

struct words {
	char **word; /* ends with NULL, for execvp() */
	int count;
	int room;
};

/* A new string. Nothing here is ever freed: QEMU takes the place of this process. */
char *format(const char *text, ...) __attribute__((format(printf, 1, 2)));

void words_add(struct words *words, const char *word);
void words_add_pair(struct words *words, const char *option, const char *value);
void words_add_all(struct words *words, char *const *more, int count);

/* All of them in one line, quoted for a shell where that is needed. */
char *words_quoted(const struct words *words);

/* Splits `text` into words as a shell does. An error message, or NULL. */
const char *words_split(struct words *words, const char *text);

#endif
