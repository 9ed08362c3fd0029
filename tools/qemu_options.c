// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "qemu_options.h"

struct entry {
	const char *name;
	bool takes_value;
};

static const struct entry table[] = {
#define VALUE(name) { name, true },
#define FLAG(name) { name, false },
#include "qemu_options.def"
#undef VALUE
#undef FLAG
};

static int compare(const void *name, const void *entry)
{
	return strcmp(name, ((const struct entry *)entry)->name);
}

static const struct entry *find(const char *name)
{
	return bsearch(name, table, sizeof(table) / sizeof(*table), sizeof(*table), compare);
}

bool qemu_option_exists(const char *name)
{
	return find(name) != NULL;
}

int qemu_option_read(char *const *words, int count, int at, struct qemu_option *option)
{
	const char *word = words[at];
	const struct entry *entry;

	*option = (struct qemu_option){ .at = at, .known = true };
	if (word[0] != '-') {
		option->value = word;
		return at + 1;
	}
	option->name = word + (word[1] == '-' ? 2 : 1);
	entry = find(option->name);
	option->known = entry != NULL;
	if (!entry || !entry->takes_value)
		return at + 1;
	if (at + 1 >= count)
		return 0;
	option->value = words[at + 1];
	return at + 2;
}

/* Where the part that begins here ends: at a comma that stands alone, or at the end. */
static const char *part_end(const char *part)
{
	for (; *part; part++) {
		if (*part == ',' && *++part != ',')
			return part - 1;
	}
	return part;
}

static const char *value_in(const char *part, const char *end, const char *key)
{
	size_t length = strlen(key);

	if ((size_t)(end - part) <= length || memcmp(part, key, length) != 0)
		return NULL;
	return part[length] == '=' ? part + length + 1 : NULL;
}

const char *qemu_key(const char *value, const char *key, const char *first, size_t *length)
{
	const char *found = NULL, *part = value, *end, *here;

	for (; *part; part = *end ? end + 1 : end) {
		end = part_end(part);
		here = value_in(part, end, key);
		if (!here && part == value && first && !strcmp(first, key) &&
		    !memchr(part, '=', end - part))
			here = part;
		if (here) {
			found = here;
			*length = end - here;
		}
	}
	return found;
}

bool qemu_key_is(const char *value, const char *key, const char *wanted)
{
	size_t length = 0;
	const char *found = qemu_key(value, key, NULL, &length);

	return found && length == strlen(wanted) && !memcmp(found, wanted, length);
}
