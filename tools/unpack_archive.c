// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libarchive rather than zlib, libbz2, liblzma, liblz4 and libzstd: one API for all of them, which
 * many programs read untrusted files with, and it knows LZ4's legacy frame, which liblz4 leaves to
 * its command. LZO alone it would leave to an external lzop: see unpack_lzo.c.
 */
#include <archive.h>
#include <archive_entry.h>
#include <lzo/lzo1x.h>
#include <stdbool.h>
#include <string.h>
#include "bytes.h"
#include "unpack.h"

static const int filters[] = {
	[COMPRESSION_GZIP] = ARCHIVE_FILTER_GZIP, [COMPRESSION_BZIP2] = ARCHIVE_FILTER_BZIP2,
	[COMPRESSION_LZMA] = ARCHIVE_FILTER_LZMA, [COMPRESSION_XZ] = ARCHIVE_FILTER_XZ,
	[COMPRESSION_LZ4] = ARCHIVE_FILTER_LZ4,   [COMPRESSION_ZSTD] = ARCHIVE_FILTER_ZSTD,
};

/* Bytes without any archive around them, through this one filter, not through another that fits as
 * well. */
static bool open_packed(struct archive *archive, enum compression compression,
			const uint8_t *packed, size_t size)
{
	struct archive_entry *entry;

	return archive && archive_read_support_format_raw(archive) == ARCHIVE_OK &&
	       archive_read_append_filter(archive, filters[compression]) == ARCHIVE_OK &&
	       archive_read_open_memory(archive, packed, size) == ARCHIVE_OK &&
	       archive_read_next_header(archive, &entry) == ARCHIVE_OK;
}

/* How many bytes, up to room + 1; or -1. */
static long read_all(struct archive *archive, uint8_t *to, size_t room, unpack_progress *progress)
{
	const void *piece;
	size_t done = 0, size;
	la_int64_t at;
	int status;

	while ((status = archive_read_data_block(archive, &piece, &size, &at)) == ARCHIVE_OK) {
		if (size > room - done)
			return (long)room + 1;
		memcpy(to + done, piece, size);
		done += size;
		progress(done, room);
	}
	return status == ARCHIVE_EOF ? (long)done : -1;
}

/* libarchive checks the sums of all formats that have one, but gzip's. Its is behind the data,
 * before the size. */
static bool sum_fits(enum compression compression, const uint8_t *packed, size_t size,
		     const uint8_t *data, size_t done)
{
	return compression != COMPRESSION_GZIP ||
	       lzo_crc32(0, data, done) == get32(packed + size - 8);
}

long unpack_by_libarchive(enum compression compression, const uint8_t *packed, size_t size,
			  uint8_t *to, size_t room, unpack_progress *progress, struct fault *why)
{
	struct archive *archive = archive_read_new();
	/* Where nothing comes out at all, libarchive does not tell why. */
	const char *reason = "or there is not enough memory";
	long done = -1;

	if (open_packed(archive, compression, packed, size)) {
		done = read_all(archive, to, room, progress);
		reason = archive_error_string(archive);
	}
	if (done == (long)room && !sum_fits(compression, packed, size, to, room)) {
		reason = "wrong checksum";
		done = -1;
	}
	if (done < 0)
		fault(why, "the compressed vmlinux is damaged (%s)", reason ? reason : "no reason");
	archive_read_free(archive);
	return done;
}
