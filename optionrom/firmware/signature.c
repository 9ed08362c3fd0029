// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/signature.h"
#include <stddef.h>

const void *signature_find(const void *from, const void *to, uint32_t signature)
{
	const uint32_t *p = from, *end = to;

	for (; p < end; p += 4) {
		/* Four at a time: without ACPI there are 8192, more than all else that the ROM does. */
		while (end - p > 16 && p[0] != signature && p[4] != signature && p[8] != signature &&
		       p[12] != signature)
			p += 16;
		if (*p == signature)
			return p;
	}
	return NULL;
}

uint8_t signature_sum(const void *data, uint32_t len)
{
	const uint8_t *p = data;
	uint8_t total = 0;

	while (len--)
		total += *p++;
	return total;
}
