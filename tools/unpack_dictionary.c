// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How much memory lzma and xz are going to want. Their headers may ask for 4 GiB, libarchive gives
 * it, and the largest preset has 64 MiB; zstd's library has a limit of its own, 128 MiB.
 */
#include <stdbool.h>
#include "bytes.h"
#include "unpack.h"

#define DICTIONARY_MAX (256u << 20)
/* The .xz File Format, 1.1.0: 2.1.1, 3.1 and 5.3.1. */
#define XZ_BLOCK_HEADER 12
#define XZ_PACKED_SIZE 0x40 /* flags: these two numbers are there, */
#define XZ_SIZE 0x80
#define XZ_FILTERS 0x03 /* and so many filters, less one */
#define XZ_LZMA2 0x21
/* 2 or 3, shifted by half of the value and 11. */
#define XZ_DICTIONARY_MAX 32

/* Behind a number, of whose bytes all but the last have bit 7. */
static size_t skip_number(const uint8_t *packed, size_t size, size_t at)
{
	while (at < size && packed[at] & 0x80)
		at++;
	return at + 1;
}

/*
 * The first block's header; each of its filters is a number, the size of its properties, and these.
 */
static bool xz_is_small(const uint8_t *packed, size_t size)
{
	size_t at = XZ_BLOCK_HEADER + 2;
	uint8_t flags = size < at ? 0 : packed[at - 1];

	if (flags & XZ_PACKED_SIZE)
		at = skip_number(packed, size, at);
	if (flags & XZ_SIZE)
		at = skip_number(packed, size, at);
	for (int more = flags & XZ_FILTERS; more >= 0 && at + 2 < size; more--) {
		if (packed[at] == XZ_LZMA2)
			return packed[at + 2] <= XZ_DICTIONARY_MAX;
		at += 2 + (size_t)packed[at + 1];
	}
	return true;
}

bool unpack_dictionary_is_small(enum compression compression, const uint8_t *packed, size_t size,
				struct fault *why)
{
	bool is_small = true;

	if (compression == COMPRESSION_LZMA)
		is_small = size < 5 || get32(packed + 1) <= DICTIONARY_MAX;
	else if (compression == COMPRESSION_XZ)
		is_small = xz_is_small(packed, size);
	return is_small || fault(why, "unpacking it takes a dictionary of more than %u MiB",
				 DICTIONARY_MAX >> 20);
}
