// SPDX-License-Identifier: GPL-2.0-or-later
#include "machine/mem.h"
#include "machine/compiler.h"

CALLED_FROM_OUTSIDE void *memcpy(void *dst, const void *src, size_t len)
{
	void *d = dst;

	__asm__ volatile("rep movsb" : "+D"(d), "+S"(src), "+c"(len) : : "memory");
	return dst;
}

void mem_clear(void *dst, size_t len)
{
	__asm__ volatile("rep stosb" : "+D"(dst), "+c"(len) : "a"(0) : "memory");
}
