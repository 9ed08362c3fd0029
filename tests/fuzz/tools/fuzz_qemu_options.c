// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The input is a command line of QEMU's, with a NUL behind each word. Every word is read once, in
 * order, as an option or as a value; keys are found as by taking the value apart; what is quoted
 * for a shell is the same words again.
 */
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"
#include "memory.h"
#include "qemu_asks.h"
#include "words.h"

#define WORDS_MAX 64

/* Past the value of `key` in "first,key=value": the parts one by one, as characters. */
static const char *key_by_hand(const char *value, const char *key, size_t *length)
{
	const char *found = NULL, *at = value;

	while (*at) {
		const char *start = at;

		while (*at && !(at[0] == ',' && at[1] != ','))
			at += at[0] == ',' ? 2 : 1;
		if (!strncmp(start, key, strlen(key)) && start[strlen(key)] == '=' &&
		    start + strlen(key) < at) {
			found = start + strlen(key) + 1;
			*length = (size_t)(at - found);
		}
		at += *at == ',';
	}
	return found;
}

static void check_key(const char *value)
{
	size_t length = 0, expected_length = 0;
	const char *found = qemu_key(value, "a", NULL, &length);

	CHECK(found == key_by_hand(value, "a", &expected_length) && length == expected_length);
	if (found)
		CHECK(found > value && found + length <= value + strlen(value));
	memory_size(value);
}

static void check_option(const struct qemu_option *option, char *const *words)
{
	const char *word = words[option->at];

	if (!option->name) {
		CHECK(option->value == word && word[0] != '-');
		return;
	}
	CHECK(word[0] == '-' && option->name == word + (word[1] == '-' ? 2 : 1));
	CHECK(option->known == qemu_option_exists(option->name));
	if (option->value) {
		CHECK(option->value == words[option->at + 1]);
		check_key(option->value);
	}
}

static void check_line(char *const *words, int count)
{
	struct own line;
	int at = 0;

	own_read(&line, words, count);
	CHECK(line.count <= count);
	for (int i = 0; i < line.count; i++) {
		CHECK(line.options[i].at == at);
		if (line.options + i != line.cut)
			check_option(line.options + i, words);
		at = i + 1 < line.count ? line.options[i + 1].at : count;
		CHECK(at - line.options[i].at == 1 || at - line.options[i].at == 2);
	}
	if (!qemu_why_unchanged(&line)) {
		CHECK(own_find(&line, "kernel") && own_find(&line, "kernel")->value);
		(void)(qemu_wants_seabios(&line) + qemu_shows_console(&line) +
		       qemu_has_32bit_cpu(&line));
	}
	(void)(own_needs_sata(&line) + own_has_console(&line));
	free(line.options);
}

static void check_quoting(const struct words *words)
{
	char *line = words_quoted(words);
	struct words again = { 0 };

	CHECK(!words_split(&again, line) && again.count == words->count);
	for (int i = 0; i < again.count; i++) {
		CHECK(!strcmp(again.word[i], words->word[i]));
		free(again.word[i]);
	}
	free(again.word);
	free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct words words = { 0 };

	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t at = 0; at < size && words.count < WORDS_MAX; at += strlen(text + at) + 1)
		words_add(&words, text + at);
	check_line(words.word, words.count);
	check_quoting(&words);
	free(words.word);
	free(text);
	return 0;
}
