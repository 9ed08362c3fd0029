/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What firmware leaves to be found: structures on 16-byte boundaries, with a signature and a sum. Pure. */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include <stdint.h>

/* The first such boundary in [p, end), both so aligned, whose first four bytes are `signature`; NULL if there is none. */
const void *signature_find(const void *p, const void *end, uint32_t signature);

/* The sum of `len` bytes, modulo 256: 0 for a sound structure. */
uint8_t signature_sum(const void *data, uint32_t len);

#endif
