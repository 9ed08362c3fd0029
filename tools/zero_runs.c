// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking at data block by block. */
#include <stdbool.h>
#include <string.h>
#include "zero_runs.h"

static size_t block_end(size_t at, size_t size)
{
	return size - at < ZERO_BLOCK ? size : at + ZERO_BLOCK;
}

/* The first byte is 0, and each is as the one before it. */
static bool is_zero(const uint8_t *data, size_t size)
{
	return !data[0] && !memcmp(data, data + 1, size - 1);
}

struct zero_run zero_run_find(const uint8_t *data, size_t size, size_t from, size_t least)
{
	struct zero_run run = { from, from };

	for (size_t at = from; at < size; at = block_end(at, size)) {
		size_t end = block_end(at, size);

		if (is_zero(data + at, end - at)) {
			run.end = end;
			continue;
		}
		if (run.end - run.start >= least)
			return run;
		run = (struct zero_run){ end, end };
	}
	return run;
}
