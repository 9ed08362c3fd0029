// SPDX-License-Identifier: GPL-2.0-or-later
/* A payload: its compression, what it promises, and whether that is what comes out. */
#include <stdio.h>
#include <stdlib.h>
#include "bytes.h"
#include "bzimage.h"
#include "large.h"
#include "unpack.h"

#define SIZE_BYTES 4

static bool no_compression(const uint8_t *packed, size_t size, struct fault *why)
{
	char bytes[6 * 3 + 1] = " nothing";

	for (size_t i = 0; i < size && i < 6; i++)
		snprintf(bytes + 3 * i, 4, " %02x", packed[i]);
	return fault(why, "its payload begins with%s: unknown compression", bytes);
}

static bool check_size(const struct unpacked *to, long has, struct fault *why)
{
	if (has < 0 || (size_t)has == to->size)
		return has >= 0;
	if ((size_t)has > to->size)
		return fault(why, "its vmlinux has more than the stated %zu bytes", to->size);
	return fault(why, "its vmlinux has %ld bytes, not the stated %zu", has, to->size);
}

static long decompress(const struct unpacked *to, const uint8_t *packed, size_t size,
		       unpack_progress *progress, struct fault *why)
{
	if (to->compression == COMPRESSION_LZO)
		return unpack_lzo(packed, size - SIZE_BYTES, to->data, to->size, progress, why);
	return unpack_by_libarchive(to->compression, packed,
				    to->compression == COMPRESSION_GZIP ? size : size - SIZE_BYTES,
				    to->data, to->size, progress, why);
}

bool unpack(struct unpacked *to, const uint8_t *packed, size_t size, unpack_progress *progress,
	    struct fault *why)
{
	*to = (struct unpacked){ .compression = compression_of(packed, size) };
	if (to->compression == COMPRESSION_NONE)
		return no_compression(packed, size, why);
	if (size < 2 * SIZE_BYTES)
		return fault(why, "the compressed vmlinux ends too early");
	to->size = get32(packed + size - SIZE_BYTES);
	if (to->size > VMLINUX_MAX)
		return fault(why, "it states %zu bytes for its vmlinux, %u is the limit", to->size,
			     VMLINUX_MAX);
	if (!unpack_dictionary_is_small(to->compression, packed, size, why))
		return false;
	to->data = large_alloc(to->size + 1);
	if (!to->data)
		return fault(why, "not enough memory");
	if (check_size(to, decompress(to, packed, size, progress, why), why))
		return true;
	free(to->data);
	to->data = NULL;
	return false;
}
