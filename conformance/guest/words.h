/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the guest's own command line tells it to expect. Words are separated by spaces. */
#ifndef WORDS_H
#define WORDS_H

#include <stdint.h>

struct told {
	uint32_t size, crc, text_crc;
	int has_text; /* text_crc was told */
	const char *rest; /* what follows the word and one space */
};

/* NAME=COUNT; -1 if it is not told. */
int32_t told_count(const char *name);

/* NAME=SIZE:CRC or NAME=SIZE:CRC:CRC, sizes decimal, CRCs hexadecimal; 0 if it is not told. */
int told(const char *name, struct told *what);

#endif
