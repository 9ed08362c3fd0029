/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vmlinux out of a bzImage's payload. Only pvh-extract links it. */
#ifndef UNPACK_H
#define UNPACK_H

#include <stddef.h>
#include <stdint.h>
#include "compression.h"
#include "fault.h"

struct unpacked {
	uint8_t *data; /* free() gives it back */
	size_t size;
	enum compression compression;
};

/* Told now and then how many of how many bytes there are. */
typedef void unpack_progress(size_t done, size_t all);

/*
 * Unpack `packed`, whose last 4 bytes are the size of what comes out: part of the format for gzip,
 * added by the kernel's build for the others. At most VMLINUX_MAX bytes, and never more than
 * promised.
 */
bool unpack(struct unpacked *to, const uint8_t *packed, size_t size, unpack_progress *progress,
	    struct fault *why);

/* Whether unpacking takes no more memory than any kernel has needed, as far as the payload's first
 * header says. */
bool unpack_dictionary_is_small(enum compression compression, const uint8_t *packed, size_t size,
				struct fault *why);

/* Its parts: fill `to`, of `room` bytes. How many there were; room + 1 for more; or -1 with the
 * reason. */
long unpack_by_libarchive(enum compression compression, const uint8_t *packed, size_t size,
			  uint8_t *to, size_t room, unpack_progress *progress, struct fault *why);
long unpack_lzo(const uint8_t *packed, size_t size, uint8_t *to, size_t room,
		unpack_progress *progress, struct fault *why);

#endif
