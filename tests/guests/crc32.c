/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "crc32.h"

/* Four tables take a word per step: modules can be hundreds of MiB under emulation. */
static uint32_t table[4][256];

void crc32_init(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
		table[0][i] = crc;
	}
	for (uint32_t i = 0; i < 256; i++)
		for (int k = 1; k < 4; k++)
			table[k][i] = (table[k - 1][i] >> 8) ^ table[0][table[k - 1][i] & 0xff];
}

uint32_t crc32(const void *bytes, size_t count)
{
	const uint32_t *words = bytes;
	const uint8_t *rest;
	uint32_t crc = 0xffffffff;

	for (; count >= 4; count -= 4) {
		crc ^= *words++;
		crc = table[3][crc & 0xff] ^ table[2][crc >> 8 & 0xff] ^
		      table[1][crc >> 16 & 0xff] ^ table[0][crc >> 24];
	}
	for (rest = (const uint8_t *)words; count; count--)
		crc = (crc >> 8) ^ table[0][(crc ^ *rest++) & 0xff];
	return ~crc;
}
