// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include "large.h"

/* At a huge page's boundary: in front of one there would be small pages. */
void *large_alloc(size_t size)
{
	void *made;

	if (size < LARGE_MIN)
		return malloc(size);
	errno = posix_memalign(&made, LARGE_MIN, size);
	if (errno)
		return NULL;
	(void)madvise(made, size, MADV_HUGEPAGE);
	return made;
}
