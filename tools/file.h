/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files as a whole: reading them into memory, and writing all or nothing. */
#ifndef FILE_H
#define FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include "fault.h"

#define FILE_READ_MAX ((size_t)2 << 30)

struct file {
	const uint8_t *data;
	size_t size;
	struct stat status; /* as it was before it was read */
};

/*
 * Looks at a file's beginning, up to 1 MiB or all of it, before the rest is read: false, with the
 * reason, for a file that is of no use however long it is.
 */
typedef bool file_check(const uint8_t *data, size_t size, struct fault *why);

/*
 * All of a regular file, pipe or device, in memory of its own; file_free() gives it back. False
 * with "cannot read PATH: …" or "PATH: …", the latter about its content: check_start's reason, more
 * than FILE_READ_MAX bytes, or a file that has become shorter meanwhile.
 */
bool file_read(const char *path, file_check *check_start, struct file *file, struct fault *why);
void file_free(struct file *file);

/*
 * A regular file's bytes without reading them: costs what is looked at. The file must not become
 * shorter while it is mapped (SIGBUS). False with "cannot read PATH: …"; a pipe or a device is no
 * fault: then data is NULL.
 */
bool file_map(const char *path, struct file *file, struct fault *why);
void file_unmap(struct file *file);

/*
 * Whether it can be read, without opening it: what is read from a pipe here would be missing later.
 */
bool file_is_readable(const char *path, struct fault *why);

/* Something that is there to be written to, and not to be replaced: /dev/null, a pipe. */
bool file_is_device(const char *path);

/*
 * All of it, or an older file stays as it was; a link's target is replaced, not the link; "-" is
 * standard output. False with "cannot write PATH: …".
 */
bool file_write(const char *path, const void *data, size_t size, struct fault *why);

/* All of it to a descriptor; false with errno. */
bool write_all(int to, const void *data, size_t size);

#endif
