/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QEMU's own grammar of options: a word that begins with one dash or two is an option, whose name
 * is the whole rest of the word; the option decides whether the next word is its value, whatever
 * that word looks like. Any other word is a disk image. "-kernel=FILE" is no option of QEMU's.
 */
#ifndef QEMU_OPTIONS_H
#define QEMU_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct qemu_option {
	const char *name; /* without dashes; NULL for a disk image, whose name is `value` then */
	const char *value; /* NULL for an option that takes none */
	int at; /* index of the option's own word */
	bool known; /* no: this QEMU may know it, we do not, and it has no value here */
};

/*
 * The option at words[at], of `count` words. Returns the index of the word behind it, or 0 where
 * QEMU would end with an error: the value is missing.
 */
int qemu_option_read(char *const *words, int count, int at, struct qemu_option *option);

/* Whether QEMU, in one of its versions from 5.2 to 11.1, has an option of this name. */
bool qemu_option_exists(const char *name);

/*
 * The value of `key` within an option's value, "first,key=value,key=value", where a comma of a
 * value is written twice. Several: the last counts, as in QEMU. Returns its length and where it
 * begins, still with doubled commas; NULL if there is none. `first` is the key that the first part
 * may leave out; it may be NULL.
 */
const char *qemu_key(const char *value, const char *key, const char *first, size_t *length);

/* Whether the value of `key` is exactly `wanted`. */
bool qemu_key_is(const char *value, const char *key, const char *wanted);

#endif
