/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mem.h"

#define CRC32_POLYNOMIAL 0xedb88320 /* IEEE 802.3, bits reversed: zlib's crc32() */

void copy(void *to, const void *from, uint32_t count)
{
	__asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(count) : : "memory");
}

void fill(void *to, uint8_t value, uint32_t count)
{
	__asm__ volatile("rep stosb" : "+D"(to), "+c"(count) : "a"(value) : "memory");
}

int equal(const void *a, const void *b, uint32_t count)
{
	const uint8_t *x = a, *y = b;

	while (count && *x == *y)
		count--, x++, y++;
	return count == 0;
}

uint8_t sum(const void *from, uint32_t count)
{
	const uint8_t *bytes = from;
	uint8_t total = 0;

	while (count--)
		total = (uint8_t)(total + *bytes++);
	return total;
}

uint32_t crc32(const void *from, uint32_t count)
{
	static uint32_t table[256];
	const uint8_t *bytes = from;
	uint32_t crc = 0xffffffff;

	for (uint32_t i = 0; !table[255] && i < 256; i++) {
		table[i] = i;
		for (int bit = 0; bit < 8; bit++)
			table[i] = table[i] >> 1 ^ (table[i] & 1 ? CRC32_POLYNOMIAL : 0);
	}
	while (count--)
		crc = crc >> 8 ^ table[(uint8_t)(crc ^ *bytes++)];
	return ~crc;
}
