/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LARGE_H
#define LARGE_H

#include <stddef.h>

/* Bytes of a huge page, on most machines: large_alloc() of less is malloc(). */
#define LARGE_MIN ((size_t)2 << 20)

/*
 * malloc() for megabytes, in huge pages if the system has them: page faults on thousands of small
 * pages cost more than copying their contents. The caller calls free(). NULL, with errno, if there
 * is not enough memory.
 */
void *large_alloc(size_t size);

#endif
