// SPDX-License-Identifier: GPL-2.0-or-later
/* Writing a file whole, or leaving what was there. */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "file.h"
#include "temporary.h"

#define LINKS_MAX 40 /* as in Linux */

bool write_all(int to, const void *data, size_t size)
{
	const char *at = data;

	while (size) {
		ssize_t done = write(to, at, size);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		at += done;
		size -= (size_t)done;
	}
	return true;
}

/* Closes it as well. */
static bool fill(int to, const void *data, size_t size)
{
	bool done = to >= 0 && write_all(to, data, size);
	int error = errno;

	if (to >= 0 && close(to) && done)
		return false;
	errno = error;
	return done;
}

static bool write_in_place(const char *path, const void *data, size_t size)
{
	return fill(open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), data, size);
}

/* Of the file that is replaced; else of any new one. */
static mode_t mode_for(const char *path)
{
	struct stat status;
	mode_t mask = umask(0);

	umask(mask);
	return stat(path, &status) ? 0666 & ~mask : status.st_mode & 07777;
}

static bool write_beside(int directory, const char *name, mode_t mode, const void *data,
			 size_t size)
{
	int to = temporary_create(directory, 0600);
	int error;

	if (to >= 0 && !fchmod(to, mode) && fill(to, data, size))
		return temporary_becomes(name);
	error = errno;
	temporary_remove();
	errno = error;
	return false;
}

static bool write_in_directory(char *path, const void *data, size_t size)
{
	char copy[PATH_MAX];
	int directory, error;
	bool done;

	snprintf(copy, sizeof(copy), "%s", path);
	directory = open(dirname(copy), O_PATH | O_DIRECTORY | O_CLOEXEC);
	done = directory >= 0 &&
	       write_beside(directory, basename(path), mode_for(path), data, size);
	error = errno;
	if (directory >= 0)
		close(directory);
	errno = error;
	return done;
}

/* Where a link leads, also if nothing is there yet. */
static bool follow_links(char path[PATH_MAX])
{
	char text[PATH_MAX], copy[PATH_MAX];
	ssize_t size;

	for (int i = 0; i < LINKS_MAX && (size = readlink(path, text, sizeof(text) - 1)) >= 0;
	     i++) {
		text[size] = 0;
		snprintf(copy, sizeof(copy), "%s", path);
		if (snprintf(path, PATH_MAX, "%s%s%s", text[0] == '/' ? "" : dirname(copy),
			     text[0] == '/' ? "" : "/", text) >= PATH_MAX) {
			errno = ENAMETOOLONG;
			return false;
		}
	}
	return true;
}

static bool write_regular(const char *path, const void *data, size_t size)
{
	struct stat status;
	char target[PATH_MAX];

	errno = ENAMETOOLONG;
	if (snprintf(target, sizeof(target), "%s", path) >= PATH_MAX)
		return false;
	errno = EISDIR;
	if (!stat(path, &status) && S_ISDIR(status.st_mode))
		return false;
	return follow_links(target) && write_in_directory(target, data, size);
}

/*
 * A device, a pipe, or a file that has no name, as a memfd: there is nothing to put in its place.
 */
static bool is_written_in_place(const char *path)
{
	struct stat status;

	return file_is_device(path) || (!stat(path, &status) && !status.st_nlink);
}

bool file_write(const char *path, const void *data, size_t size, struct fault *why)
{
	bool done;

	if (!strcmp(path, "-"))
		return write_all(STDOUT_FILENO, data, size) ||
		       fault_errno(why, "write to", "standard output");
	done = is_written_in_place(path) ? write_in_place(path, data, size)
					 : write_regular(path, data, size);
	return done || fault_errno(why, "write", path);
}
