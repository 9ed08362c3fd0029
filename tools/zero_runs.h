/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Long runs of zeros. Pure. */
#ifndef ZERO_RUNS_H
#define ZERO_RUNS_H

#include <stddef.h>
#include <stdint.h>

#define ZERO_BLOCK 4096 /* a run begins and ends at a multiple of it, or with the data */

struct zero_run {
	size_t start, end;
};

/*
 * The first run from `from`, a multiple of ZERO_BLOCK, on that has at least `least` bytes or
 * reaches the end of the data. { size, size } if there is none.
 */
struct zero_run zero_run_find(const uint8_t *data, size_t size, size_t from, size_t least);

#endif
