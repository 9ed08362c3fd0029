// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "unit.h"
#include "commit_fixture.h"

int commit_setup(void **state)
{
	guest_reset();
	return plan_setup(state);
}

void commit(void)
{
	make_plan();
	memset(guest(0), DIRT, TOP_OF_RAM);
	plan_commit(&plan);
}

void assert_bytes(uint32_t address, const void *bytes, uint32_t size)
{
	assert_memory_equal(guest(address), bytes, size);
}

void assert_all(uint32_t address, uint8_t value, uint32_t size)
{
	const uint8_t *at = guest(address);

	assert_true(!size || (*at == value && !memcmp(at, at + 1, size - 1)));
}

static int by_start(const void *a, const void *b)
{
	const struct area *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

void assert_nothing_else_written(void)
{
	uint32_t at = 0;

	qsort(plan.space.area, plan.space.count, sizeof(plan.space.area[0]), by_start);
	for (uint32_t i = 0; i < plan.space.count; i++) {
		const struct area *a = plan.space.area + i;

		if (!a->key && a->start != plan.tables_paddr)
			continue;
		assert_all(at, DIRT, a->start - at);
		at = a->start + a->size;
	}
	assert_all(at, DIRT, TOP_OF_RAM - at);
}
