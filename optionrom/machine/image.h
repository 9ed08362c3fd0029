/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How copies of this ROM recognize each other. Pure. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdbool.h>

/* Bytes at an image's beginning that are looked at: the header and most of the 16-bit code. */
#define IMAGE_LOOKED_AT 320

/* Whether two images, IMAGE_LOOKED_AT bytes each and on a word, are of the same ROM. Either may
 * have run already. */
bool image_is_same(const void *a, const void *b);

#endif
