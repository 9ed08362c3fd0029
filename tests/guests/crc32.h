/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CRC-32 as in zlib (polynomial 0xedb88320, reflected). */
#ifndef CRC32_H
#define CRC32_H

#include <stddef.h>
#include <stdint.h>

void crc32_init(void); /* before the first use */
uint32_t crc32(const void *bytes, size_t count);

#endif
