// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include "large.h"

#define HUGE ((uintptr_t)2 << 20) /* bytes of a huge page, on most machines */

void *large_alloc(size_t size)
{
	void *made = malloc(size);
	uintptr_t start = ((uintptr_t)made + HUGE - 1) & ~(HUGE - 1),
		  end = ((uintptr_t)made + size) & ~(HUGE - 1);

	if (made && start < end)
		(void)madvise((void *)start, end - start, MADV_HUGEPAGE);
	return made;
}
