// SPDX-License-Identifier: GPL-2.0-or-later
#include "machine/mem.h"
#include "machine/compiler.h"

/* Four bytes at a time, then the last ones. */
CALLED_FROM_OUTSIDE void *memcpy(void *dst, const void *src, size_t len)
{
	void *d = dst;
	size_t dwords = len / 4, rest = len % 4;

	__asm__ volatile("rep movsl" : "+D"(d), "+S"(src), "+c"(dwords) : : "memory");
	__asm__ volatile("rep movsb" : "+D"(d), "+S"(src), "+c"(rest) : : "memory");
	return dst;
}

void mem_clear(void *dst, size_t len)
{
	size_t dwords = len / 4, rest = len % 4;

	__asm__ volatile("rep stosl" : "+D"(dst), "+c"(dwords) : "a"(0) : "memory");
	__asm__ volatile("rep stosb" : "+D"(dst), "+c"(rest) : "a"(0) : "memory");
}
