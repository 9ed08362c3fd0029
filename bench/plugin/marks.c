// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks.h"

#include <stdlib.h>
#include <string.h>

static bool parse_address(const char *text, uint64_t *address)
{
	char *end;

	*address = strtoull(text, &end, 0);
	return end != text && *end == '\0';
}

static bool parse_byte(const char *text, uint8_t *byte)
{
	char digits[3] = { text[0], text[1], '\0' };
	char *end;

	*byte = strtoul(digits, &end, 16);
	return end == digits + 2;
}

static bool parse_code(const char *text, struct mark *mark)
{
	size_t size = strlen(text) / 2;

	if (size == 0 || size > MAX_INSN || strlen(text) % 2 != 0) {
		return false;
	}
	for (size_t i = 0; i < size; i++) {
		if (!parse_byte(text + 2 * i, &mark->code[i])) {
			return false;
		}
	}
	mark->code_size = size;
	return true;
}

static bool parse_mark(const char *text, struct mark *mark)
{
	const char *colon = strchr(text, ':');

	if (!colon || colon == text || (size_t)(colon - text) >= sizeof mark->name) {
		return false;
	}
	memcpy(mark->name, text, colon - text);
	return mark->kind == MARK_INSN ? parse_code(colon + 1, mark)
				       : parse_address(colon + 1, &mark->address);
}

static bool add(struct mark_list *list, enum mark_kind kind, const char *text)
{
	struct mark mark = { .kind = kind, .returns_to = NO_ADDRESS };

	if (list->count == MAX_MARKS || !parse_mark(text, &mark)) {
		return false;
	}
	list->mark[list->count++] = mark;
	return true;
}

static bool stop_at(struct mark_list *list, const char *name)
{
	bool found = false;

	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->mark[i].name, name) == 0) {
			list->mark[i].is_stop = true;
			found = true;
		}
	}
	return found;
}

static bool take_argument(struct mark_list *list, const char *argument)
{
	static const char *const words[] = { "mark=", "call=", "insn=" };

	for (size_t kind = MARK_ADDRESS; kind <= MARK_INSN; kind++) {
		if (strncmp(argument, words[kind], 5) == 0) {
			return add(list, kind, argument + 5);
		}
	}
	return strncmp(argument, "stop=", 5) == 0 && stop_at(list, argument + 5);
}

FILE *marks_take_arguments(struct mark_list *list, const char *plugin, bool calls, int argc,
			   char **argv)
{
	FILE *out = NULL;
	bool is_good;

	for (int i = 0; i < argc; i++) {
		if (strncmp(argv[i], "out=", 4) == 0 && !out) {
			out = fopen(argv[i] + 4, "w");
			is_good = out != NULL;
		} else {
			is_good = (calls || strncmp(argv[i], "call=", 5) != 0) &&
				  take_argument(list, argv[i]);
		}
		if (!is_good) {
			fprintf(stderr, "%s: bad argument '%s'\n", plugin, argv[i]);
			return NULL;
		}
	}
	if (!out) {
		fprintf(stderr, "%s: out=FILE is missing\n", plugin);
	}
	return out;
}

bool mark_is_at(const struct mark *mark, uint64_t address, const void *code, size_t size)
{
	if (mark->kind != MARK_INSN) {
		return mark->address == address;
	}
	return size == mark->code_size && memcmp(code, mark->code, size) == 0;
}
