// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "memory.h"
#include "qemu_options.h"

#define MIB_SHIFT 20

/* Bits to shift by: a suffix is a letter and may be the last character only. */
static int shift_of(const char *suffix, size_t length)
{
	static const char letters[] = "bkmgtpe";
	const char *found;

	if (!length)
		return MIB_SHIFT;
	found = length == 1 ? strchr(letters, tolower((unsigned char)*suffix)) : NULL;
	return found && *found ? 10 * (int)(found - letters) : -1;
}

uint64_t memory_size(const char *value)
{
	size_t length = 0;
	const char *size = qemu_key(value, "size", "size", &length);
	char *end;
	double number;
	int shift;

	if (!size || !length || !isdigit((unsigned char)*size) ||
	    (size[0] == '0' && tolower(size[1]) == 'x'))
		return 0;
	number = strtod(size, &end);
	if (end > size + length)
		return 0;
	shift = shift_of(end, (size_t)(size + length - end));
	if (shift < 0 || number * (double)(1ull << shift) >= 0x1p63)
		return 0;
	return (uint64_t)(number * (double)(1ull << shift));
}
