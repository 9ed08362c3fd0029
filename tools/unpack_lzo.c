// SPDX-License-Identifier: GPL-2.0-or-later
/* lzop's files, as far as Linux reads them (lib/decompress_unlzo.c): a header, then blocks; numbers
 * are big-endian. */
#include <lzo/lzo1x.h>
#include <stdbool.h>
#include <string.h>
#include "unpack.h"

#define MAGIC_SIZE 9
#define VERSION_WITH_LEVEL 0x940 /* and with the version that is needed, and a longer time */
#define BLOCK_MAX (64 << 20) /* as in lzop */
enum {
	ADLER32_DATA = 1,
	ADLER32_PACKED = 2,
	EXTRA_FIELD = 0x40,
	CRC32_DATA = 0x100,
	CRC32_PACKED = 0x200,
	FILTER = 0x800
};

struct reader {
	const uint8_t *at, *end;
	uint32_t flags;
	bool is_cut; /* something was read beyond the end */
};

static uint32_t get(struct reader *r, size_t size)
{
	uint32_t value = 0;

	if (size > (size_t)(r->end - r->at)) {
		r->is_cut = true;
		return 0;
	}
	for (; size; size--)
		value = value << 8 | *r->at++;
	return value;
}

static void skip(struct reader *r, size_t size)
{
	if (size > (size_t)(r->end - r->at))
		r->is_cut = true;
	else
		r->at += size;
}

static void read_header(struct reader *r)
{
	uint32_t version;

	skip(r, MAGIC_SIZE);
	version = get(r, 2);
	skip(r, version >= VERSION_WITH_LEVEL ? 6 : 3); /* library, needed version, method, level */
	r->flags = get(r, 4);
	skip(r, (r->flags & FILTER ? 4 : 0) + 8); /* filter; mode, time */
	skip(r, version >= VERSION_WITH_LEVEL ? 4 : 0);
	skip(r, get(r, 1)); /* name */
	skip(r, 4); /* the header's sum */
	if (r->flags & EXTRA_FIELD)
		skip(r, (size_t)get(r, 4) + 4);
}

struct block {
	uint32_t size, packed_size; /* no size: the last one */
	uint32_t adler, crc; /* of the data */
};

static struct block read_block(struct reader *r)
{
	struct block block = { .size = get(r, 4) };

	if (!block.size)
		return block;
	block.packed_size = get(r, 4);
	block.adler = r->flags & ADLER32_DATA ? get(r, 4) : 0;
	block.crc = r->flags & CRC32_DATA ? get(r, 4) : 0;
	if (block.packed_size < block.size)
		skip(r, (r->flags & ADLER32_PACKED ? 4 : 0) + (r->flags & CRC32_PACKED ? 4 : 0));
	return block;
}

static bool sums_fit(const struct reader *r, const struct block *block, const uint8_t *data)
{
	return (!(r->flags & ADLER32_DATA) || lzo_adler32(1, data, block->size) == block->adler) &&
	       (!(r->flags & CRC32_DATA) || lzo_crc32(0, data, block->size) == block->crc);
}

/* A block that packing would have made no smaller is stored. */
static const char *unpack_block(struct reader *r, const struct block *block, uint8_t *to)
{
	lzo_uint size = block->size;

	if (block->size > BLOCK_MAX || block->packed_size > block->size)
		return "impossible block";
	if (block->packed_size > (size_t)(r->end - r->at))
		return "it ends too early";
	if (block->packed_size == block->size)
		memcpy(to, r->at, block->size);
	else if (lzo1x_decompress_safe(r->at, block->packed_size, to, &size, NULL) != LZO_E_OK ||
		 size != block->size)
		return "bad data";
	r->at += block->packed_size;
	return sums_fit(r, block, to) ? NULL : "wrong checksum";
}

long unpack_lzo(const uint8_t *packed, size_t size, uint8_t *to, size_t room,
		unpack_progress *progress, struct fault *why)
{
	struct reader r = { .at = packed, .end = packed + size };
	const char *bad = NULL;
	size_t done = 0;

	for (read_header(&r); !bad; progress(done, room)) {
		struct block block = read_block(&r);

		if (r.is_cut)
			bad = "it ends too early";
		else if (!block.size)
			return (long)done;
		else if (block.size > room - done)
			return (long)room + 1;
		else
			bad = unpack_block(&r, &block, to + done);
		done += block.size;
	}
	fault(why, "the compressed vmlinux is damaged (%s)", bad);
	return -1;
}
