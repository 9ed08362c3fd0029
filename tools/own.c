// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "message.h"
#include "own.h"

bool option_is(const struct qemu_option *option, const char *names)
{
	const char *at = names;
	size_t length;

	if (!option->name || !*option->name)
		return false;
	length = strlen(option->name);
	while ((at = strstr(at, option->name))) {
		if ((at == names || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
		at += length;
	}
	return false;
}

/*
 * An option that is not known may have a value: what follows it, and does not look like an option.
 */
static int skip_value(const struct own *own, int at, const struct qemu_option *option)
{
	if (option->known || at >= own->word_count || own->words[at][0] == '-')
		return at;
	return at + 1;
}

void own_read(struct own *own, char *const *words, int count)
{
	int at = 0;

	*own = (struct own){ .words = words, .word_count = count };
	own->options = allocate((count + 1) * sizeof(*own->options));
	while (at < count) {
		struct qemu_option *option = own->options + own->count++;

		at = qemu_option_read(words, count, at, option);
		if (!at) {
			option->value = ""; /* what looks at values need not ask */
			own->cut = option;
			return;
		}
		at = skip_value(own, at, option);
	}
}

const struct qemu_option *own_find(const struct own *own, const char *names)
{
	for (int i = own->count; i--;) {
		if (option_is(own->options + i, names))
			return own->options + i;
	}
	return NULL;
}

const struct qemu_option *own_first(const struct own *own, const char *names)
{
	for (int i = 0; i < own->count; i++) {
		if (option_is(own->options + i, names))
			return own->options + i;
	}
	return NULL;
}

/* A driver that is "ide-…", as -device has it, in QEMU's own form or in JSON. */
static bool is_ide_device(const char *value)
{
	const char *at = strstr(value, "\"driver\"");
	size_t length = 0;

	if (*value != '{') {
		at = qemu_key(value, "driver", "driver", &length);
		return at && length > 4 && !strncmp(at, "ide-", 4);
	}
	if (!at)
		return false;
	at += strlen("\"driver\"");
	at += strspn(at, " \t\n:");
	return !strncmp(at, "\"ide-", 5);
}

/* -drive without if= is for the machine's own kind of disk, which is IDE. */
static bool is_ide_drive(const char *value)
{
	return !qemu_key(value, "if", NULL, &(size_t){ 0 }) || qemu_key_is(value, "if", "ide");
}

bool own_needs_sata(const struct own *own)
{
	for (int i = 0; i < own->count; i++) {
		const struct qemu_option *option = own->options + i;

		if (!option->name || option_is(option, "hda hdb hdc hdd cdrom"))
			return true;
		if (option_is(option, "device") && is_ide_device(option->value))
			return true;
		if (option_is(option, "drive") && is_ide_drive(option->value))
			return true;
	}
	return false;
}

/* The word by itself, after a sign that divides words, and before a comma. */
static bool names_stdio(const char *value)
{
	const char *at = value;

	while ((at = strstr(at, "stdio"))) {
		if ((at == value || strchr(":,=", at[-1])) && (!at[5] || at[5] == ','))
			return true;
		at += 5;
	}
	return false;
}

bool own_has_console(const struct own *own)
{
	for (int i = 0; i < own->count; i++) {
		const struct qemu_option *option = own->options + i;

		if (option_is(option, "serial daemonize"))
			return true;
		if (option->value && option->name && names_stdio(option->value))
			return true;
	}
	return false;
}
