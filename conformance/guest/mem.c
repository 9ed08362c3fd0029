/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mem.h"

#define STRING_MAX 0x1000000
#define PAGE 4096

int is_ram(uint32_t address)
{
	volatile uint32_t *word = at(address);
	uint32_t old = *word;
	int kept;

	*word = ~old;
	kept = *word == ~old;
	*word = old;
	return kept;
}

int32_t string_length(uint64_t address)
{
	int32_t length = 0;
	const char *text = at((uint32_t)address);

	for (; length < STRING_MAX; length++) {
		if ((length == 0 || (address + (uint32_t)length) % PAGE == 0) &&
		    !is_readable(address + (uint32_t)length, 1))
			return -1;
		if (!text[length])
			return length;
	}
	return -1;
}
