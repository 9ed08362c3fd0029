// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/signature.h"
#include <stddef.h>

const void *signature_find(const void *from, const void *to, uint32_t signature)
{
	const uint32_t *p = from, *end = to, *last = end - p > 32 ? end - 32 : p;

	for (; p < end; p += 4) {
		/* Eight at a time: without ACPI there are 8192, more than all else that the ROM
		 * does. */
		while (p < last && p[0] != signature && p[4] != signature && p[8] != signature &&
		       p[12] != signature && p[16] != signature && p[20] != signature &&
		       p[24] != signature && p[28] != signature)
			p += 32;
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
