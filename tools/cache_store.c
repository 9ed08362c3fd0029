// SPDX-License-Identifier: GPL-2.0-or-later
/* An entry's files, each written beside its name; the packed kernel comes last. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cache_store.h"
#include "file.h"
#include "temporary.h"

#define SYSTEM_MODE 0755
#define USER_MODE 0700

/* The directories of a path, parents that are missing included. */
static bool make_directories(char *path, mode_t mode)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(path, mode) && errno != EEXIST) {
			*slash = '/';
			return false;
		}
		*slash = '/';
	}
	return !mkdir(path, mode) || errno == EEXIST;
}

/* What others could have put there while they might write to it is gone: not only files of theirs,
 * also renamed ones.
 */
static void make_trusted(int directory, mode_t mode)
{
	struct stat status;

	if (fstat(directory, &status) || !(status.st_mode & (S_IWGRP | S_IWOTH)))
		return;
	if (!fchmod(directory, mode))
		cache_prune(directory, 0);
}

static int open_directory(char *path, mode_t mode)
{
	struct stat status;
	mode_t mask = umask(0777 & ~mode);
	int directory = make_directories(path, mode)
				? open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
				: -1;

	umask(mask);
	if (directory < 0)
		return -1;
	make_trusted(directory, mode);
	if (!fstat(directory, &status) && cache_is_trusted(&status))
		return directory;
	close(directory);
	errno = EACCES;
	return -1;
}

static bool write_file(int directory, const char *name, mode_t mode, const uint8_t *data,
		       size_t size, struct timespec time)
{
	const struct timespec times[2] = { { .tv_nsec = UTIME_NOW }, time };
	int to = temporary_create(directory, 0600), error;
	bool done =
		to >= 0 && write_all(to, data, size) && !fchmod(to, mode) && !futimens(to, times);

	error = errno;
	if (to >= 0 && close(to) && done) {
		done = false;
		error = errno;
	}
	if (done)
		return temporary_becomes(name);
	temporary_remove();
	errno = error;
	return false;
}

/*
 * The link's text. What came through a pipe, or has no name any more, has no path to look at later.
 */
static bool write_source(int directory, const char *name, const char *source)
{
	char path[PATH_MAX];
	struct stat status;

	unlinkat(directory, name, 0);
	if (!realpath(source, path) || stat(path, &status) || !S_ISREG(status.st_mode))
		return true;
	return !symlinkat(path, directory, name) ||
	       errno == EEXIST; /* another process has been faster */
}

static bool write_entry(int directory, const char *key, const char *source, mode_t mode,
			const struct cache_content *content)
{
	char relocs[CACHE_KEY_SIZE + 8], link[CACHE_KEY_SIZE + 8];

	snprintf(relocs, sizeof(relocs), "%s" CACHE_RELOCS, key);
	snprintf(link, sizeof(link), "%s" CACHE_SOURCE, key);
	return (!content->relocs_size || write_file(directory, relocs, mode, content->relocs,
						    content->relocs_size, content->read)) &&
	       write_source(directory, link, source) &&
	       write_file(directory, key, mode, content->kernel, content->kernel_size,
			  content->read);
}

static void append(char path[PATH_MAX], const char *name)
{
	size_t used = strlen(path);

	snprintf(path + used, PATH_MAX - used, "/%s", name);
}

static bool find_place(bool is_system, char path[PATH_MAX], struct fault *why)
{
	if (is_system)
		snprintf(path, PATH_MAX, CACHE_SYSTEM);
	else if (!cache_user_directory(path, why))
		return false;
	if (strlen(path) + sizeof(CACHE_SUBDIRECTORY) + CACHE_KEY_SIZE + 2 > PATH_MAX)
		return fault(why, "the name of the cache is too long");
	append(path, CACHE_SUBDIRECTORY);
	return true;
}

static bool not_written(const char *path, bool is_system, struct fault *why)
{
	return fault(why, "cannot write to the cache %s%s: %s", path,
		     is_system ? "" : " (XDG_CACHE_HOME names another)", strerror(errno));
}

bool cache_store(bool is_system, const char *source, const struct stat *vmlinuz,
		 const struct cache_content *content, char path[PATH_MAX], struct fault *why)
{
	char key[CACHE_KEY_SIZE];
	int directory;

	if (!find_place(is_system, path, why))
		return false;
	directory = open_directory(path, is_system ? SYSTEM_MODE : USER_MODE);
	if (directory < 0)
		return not_written(path, is_system, why);
	cache_key(vmlinuz, is_system, key);
	if (!write_entry(directory, key, source, 0600 | (vmlinuz->st_mode & 0444), content)) {
		not_written(path, is_system, why);
		cache_remove_entry(directory, key);
		close(directory);
		return false;
	}
	cache_prune(directory, is_system ? CACHE_ALL : CACHE_KEPT);
	close(directory);
	append(path, key);
	return true;
}
