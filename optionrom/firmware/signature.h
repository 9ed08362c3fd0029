/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What firmware leaves to be found: structures on 16-byte boundaries, with a signature and a sum.
 * Pure. */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include <stdint.h>

/* The first such boundary in [from, to), both so aligned, whose first four bytes are `signature`,
 * or NULL. */
const void *signature_find(const void *from, const void *to, uint32_t signature);

/* The sum of `len` bytes, modulo 256: 0 for a sound structure. */
uint8_t signature_sum(const void *data, uint32_t len);

#endif
