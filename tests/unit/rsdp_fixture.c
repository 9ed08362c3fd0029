// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "firmware/rsdp.h"
#include "rsdp_fixture.h"

uint8_t *area;

static uint32_t area_size;

void new_area(uint32_t size)
{
	free(area);
	area = aligned_alloc(16, size);
	area_size = size;
	memset(area, 0, size);
}

void fix_sum(uint8_t *at, uint32_t len, uint32_t sum)
{
	uint8_t total = 0;

	at[sum] = 0;
	for (uint32_t i = 0; i < len; i++)
		total += at[i];
	at[sum] = -total;
}

uint8_t *put_v1(uint32_t offset)
{
	uint8_t *at = area + offset;

	memcpy(at, "RSD PTR \0OEMID \0\x78\x56\x34\x12", V1_SIZE);
	fix_sum(at, V1_SIZE, 8);
	return at;
}

uint8_t *put_v2(uint32_t offset, uint32_t length)
{
	uint8_t *at = area + offset;

	memcpy(at, "RSD PTR \0OEMID \2\x78\x56\x34\x12", V1_SIZE);
	memcpy(at + 20, &length, sizeof(length));
	memcpy(at + 24, "\xf0\xde\xbc\x9a\x78\x56\x34\x12", 8);
	fix_sum(at, V1_SIZE, 8);
	fix_sum(at, length, 32);
	return at;
}

const void *find(void)
{
	return rsdp_find(area, area_size);
}
