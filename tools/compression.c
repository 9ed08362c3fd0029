// SPDX-License-Identifier: GPL-2.0-or-later
/* Compressions by the bytes they begin with, as in Linux, lib/decompress.c. */
#include <string.h>
#include "compression.h"

static const struct {
	const char *name, *magic;
	size_t size;
} compressions[] = {
	[COMPRESSION_NONE] = { "not compressed", "", 0 },
	[COMPRESSION_GZIP] = { "gzip", "\x1f\x8b", 2 },
	[COMPRESSION_BZIP2] = { "bzip2", "BZh", 3 },
	[COMPRESSION_LZMA] = { "lzma", "\x5d\0\0", 3 },
	[COMPRESSION_XZ] = { "xz", "\xfd\x37zXZ\0", 6 },
	[COMPRESSION_LZO] = { "lzo", "\x89LZO\0", 5 },
	[COMPRESSION_LZ4] = { "lz4", "\x02\x21\x4c\x18", 4 }, /* the legacy frame */
	[COMPRESSION_ZSTD] = { "zstd", "\x28\xb5\x2f\xfd", 4 },
};

enum compression compression_of(const uint8_t *data, size_t size)
{
	for (int i = COMPRESSION_GZIP; i <= COMPRESSION_ZSTD; i++)
		if (size >= compressions[i].size &&
		    !memcmp(data, compressions[i].magic, compressions[i].size))
			return i;
	return COMPRESSION_NONE;
}

const char *compression_name(enum compression compression)
{
	return compressions[compression].name;
}
