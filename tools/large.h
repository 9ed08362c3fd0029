/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LARGE_H
#define LARGE_H

#include <stddef.h>

/* malloc(), for megabytes that are about to be filled: in huge pages where the system has them, as
 * taking thousands of small ones costs more than copying what lies in them. free() gives it back.
 */
void *large_alloc(size_t size);

#endif
