/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes whole files. */
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
 * Checks a file's beginning, up to 1 MiB, before the rest is read: false, with the reason, if the
 * file cannot be used.
 */
typedef bool file_check(const uint8_t *data, size_t size, struct fault *why);

/*
 * Reads a whole regular file, pipe or device into memory, to be freed by file_free(). False with
 * "cannot read PATH: …", or with "PATH: …" if its content is at fault: check_start's reason, more
 * than FILE_READ_MAX bytes, or a file that became shorter while it was read.
 */
bool file_read(const char *path, file_check *check_start, struct file *file, struct fault *why);
void file_free(struct file *file);

/*
 * Maps a regular file. The file must not become shorter while it is mapped (SIGBUS). False with
 * "cannot read PATH: …". For a pipe or a device the result is true, and data is NULL.
 */
bool file_map(const char *path, struct file *file, struct fault *why);
void file_unmap(struct file *file);

/* Whether it can be read, without opening it: data read from a pipe would be lost. */
bool file_is_readable(const char *path, struct fault *why);

/* Whether it must be written to and not replaced: /dev/null, a pipe. */
bool file_is_device(const char *path);

/*
 * Writes all of it, or leaves an older file unchanged. A link's target is replaced, not the link.
 * "-" is standard output. False with "cannot write PATH: …".
 */
bool file_write(const char *path, const void *data, size_t size, struct fault *why);

/* All of it to a descriptor; false with errno. */
bool write_all(int to, const void *data, size_t size);

#endif
