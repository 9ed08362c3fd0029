/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LARGE_H
#define LARGE_H

#include <stddef.h>

/* Bytes of a huge page, on most machines: large_alloc() of less is malloc(). */
#define LARGE_MIN ((size_t)2 << 20)

/* malloc(), for megabytes that are about to be filled: in huge pages where the system has them, as
 * taking thousands of small ones costs more than copying what lies in them. free() gives it back.
 * Returns NULL, with errno set, if there is not enough memory.
 */
void *large_alloc(size_t size);

#endif
