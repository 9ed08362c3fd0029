// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "firmware/pmm.h"
#include "firmware/signature.h"

static _Alignas(16) uint8_t area[0x100];

/* A good header at `offset`, its entry at f000:1234. */
static uint8_t *put_pmm(uint32_t offset)
{
	memset(area, 0, sizeof(area));
	memcpy(area + offset, "$PMM\1\x10\0\x34\x12\0\xf0", 11);
	area[offset + 6] = -signature_sum(area + offset, 16);
	return area + offset;
}

TEST(anywhere_on_a_paragraph)
{
	for (uint32_t offset = 0; offset < sizeof(area); offset += 16) {
		put_pmm(offset);
		assert_int_equal(pmm_find(area, sizeof(area)), 0xf0001234);
	}
}

TEST(off_a_paragraph)
{
	put_pmm(0x48);
	assert_int_equal(pmm_find(area, sizeof(area)), 0);
}

TEST(none)
{
	memset(area, 0, sizeof(area));
	assert_int_equal(pmm_find(area, sizeof(area)), 0);
	put_pmm(0x80);
	assert_int_equal(pmm_find(area, 0x80), 0);
}

TEST(a_wrong_sum)
{
	for (uint32_t i = 0; i < 16; i++) {
		put_pmm(0x40)[i]++;
		assert_int_equal(pmm_find(area, sizeof(area)), 0);
	}
}

TEST(sum_is_modulo_256)
{
	assert_int_equal(signature_sum("\xff\x02", 2), 1);
	assert_int_equal(signature_sum("\x80\x80", 2), 0);
	assert_int_equal(signature_sum(NULL, 0), 0);
}
