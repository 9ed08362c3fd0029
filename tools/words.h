/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line that is being made, and the memory for its words, which lasts until the end. */
#ifndef WORDS_H
#define WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct words {
	char **word; /* ended by NULL, as execvp() wants it */
	int count;
	int room;
};

/* Zeroed; all here end the program where there is no memory. */
void *words_memory(size_t size);

/* A new string. */
char *format(const char *text, ...) __attribute__((format(printf, 1, 2)));

void words_add(struct words *words, const char *word);
void words_add_pair(struct words *words, const char *option, const char *value);
void words_add_all(struct words *words, char *const *more, int count);

/* All of them in one line, quoted for a shell where that is needed. */
char *words_quoted(const struct words *words);

/* `text` taken apart as a shell does. What is wrong with it, or NULL. */
const char *words_split(struct words *words, const char *text);

#endif
