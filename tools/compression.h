/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every compression that Linux offers for its image, by the bytes it begins with. Pure. */
#ifndef COMPRESSION_H
#define COMPRESSION_H

#include <stddef.h>
#include <stdint.h>

enum compression {
	COMPRESSION_NONE,
	COMPRESSION_GZIP,
	COMPRESSION_BZIP2,
	COMPRESSION_LZMA,
	COMPRESSION_XZ,
	COMPRESSION_LZO,
	COMPRESSION_LZ4,
	COMPRESSION_ZSTD,
};

/* COMPRESSION_NONE for bytes that begin none of them. */
enum compression compression_of(const uint8_t *data, size_t size);

/* "gzip", …; "not compressed" for COMPRESSION_NONE. */
const char *compression_name(enum compression compression);

#endif
