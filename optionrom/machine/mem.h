/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a C library would give. The compiler calls memcpy by itself, too. */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>

void *memcpy(void *dst, const void *src, size_t len);

/* Clear `len` bytes at `dst`. */
void mem_clear(void *dst, size_t len);

#endif
