// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <sys/mman.h>
#include "large.h"

#define HUGE ((size_t)2 << 20) /* bytes of a huge page, on most machines */

/* From the first byte on: in front of a boundary there would be small pages. */
void *large_alloc(size_t size)
{
	void *made;

	if (size < HUGE)
		return malloc(size);
	made = aligned_alloc(HUGE, (size + HUGE - 1) / HUGE * HUGE);
	if (made)
		(void)madvise(made, size, MADV_HUGEPAGE);
	return made;
}
