// SPDX-License-Identifier: GPL-2.0-or-later
/* Looking a vmlinuz up: a stat, a few opens, no reading. */
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cache.h"

void cache_key(const struct stat *v, bool is_system, char key[CACHE_KEY_SIZE])
{
	int size = snprintf(key, CACHE_KEY_SIZE, "%llx-%llx-%llx-%llx.%lx",
			    (unsigned long long)v->st_dev, (unsigned long long)v->st_ino,
			    (unsigned long long)v->st_size, (unsigned long long)v->st_mtim.tv_sec,
			    (unsigned long)v->st_mtim.tv_nsec);

	if (!is_system)
		snprintf(key + size, CACHE_KEY_SIZE - (size_t)size, "-%llx.%lx",
			 (unsigned long long)v->st_ctim.tv_sec, (unsigned long)v->st_ctim.tv_nsec);
}

/* HOME, else what the list of users has. */
static const char *home(void)
{
	const char *home = getenv("HOME");
	const struct passwd *user = home ? NULL : getpwuid(getuid());

	return user ? user->pw_dir : home;
}

/* XDG Base Directory Specification: a relative XDG_CACHE_HOME is to be ignored. */
bool cache_user_directory(char path[PATH_MAX], struct fault *why)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *below = "";

	if (!cache || cache[0] != '/') {
		cache = home();
		below = "/.cache";
	}
	if (!cache || cache[0] != '/' ||
	    snprintf(path, PATH_MAX, "%s%s/pvh-boot", cache, below) >= PATH_MAX)
		return fault(why, "there is no home directory to cache it in: set XDG_CACHE_HOME");
	return true;
}

bool cache_is_trusted(const struct stat *status)
{
	return (status->st_uid == 0 || status->st_uid == geteuid()) &&
	       !(status->st_mode & (S_IWGRP | S_IWOTH));
}

static bool is_trusted(int file, mode_t type, struct stat *status)
{
	return !fstat(file, status) && (status->st_mode & S_IFMT) == type &&
	       cache_is_trusted(status);
}

/* The vmlinuz could not change any more without another of these times when it was read. */
static bool was_old(const struct stat *entry, struct timespec changed)
{
	struct timespec read = entry->st_mtim;

	changed.tv_sec += CACHE_YOUNG;
	return read.tv_sec > changed.tv_sec ||
	       (read.tv_sec == changed.tv_sec && read.tv_nsec >= changed.tv_nsec);
}

static bool open_entry(struct cache_entry *entry, struct timespec changed)
{
	const struct timespec now_used[2] = { { .tv_nsec = UTIME_NOW }, { .tv_nsec = UTIME_OMIT } };
	struct stat status;

	entry->file = openat(entry->directory, entry->key,
			     O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (entry->file < 0)
		return false;
	if (is_trusted(entry->file, S_IFREG, &status) && was_old(&status, changed)) {
		futimens(entry->file, now_used); /* only its owner may: no harm */
		return true;
	}
	close(entry->file);
	return false;
}

static bool find_in(const char *path, bool is_system, const struct stat *vmlinuz,
		    struct cache_entry *entry)
{
	struct timespec changed = is_system ? vmlinuz->st_mtim : vmlinuz->st_ctim;
	struct stat status;

	cache_key(vmlinuz, is_system, entry->key);
	if (!S_ISREG(vmlinuz->st_mode) ||
	    snprintf(entry->path, sizeof(entry->path), "%s/" CACHE_SUBDIRECTORY "/%s", path,
		     entry->key) >= (int)sizeof(entry->path))
		return false;
	*strrchr(entry->path, '/') = 0;
	entry->directory = open(entry->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (entry->directory < 0)
		return false;
	entry->path[strlen(entry->path)] = '/';
	if (is_trusted(entry->directory, S_IFDIR, &status) && open_entry(entry, changed))
		return true;
	close(entry->directory);
	return false;
}

bool cache_find_system(const struct stat *vmlinuz, struct cache_entry *entry)
{
	return find_in(CACHE_SYSTEM, true, vmlinuz, entry);
}

bool cache_find(const struct stat *vmlinuz, struct cache_entry *entry)
{
	struct fault why;
	char path[PATH_MAX];

	return cache_find_system(vmlinuz, entry) ||
	       (cache_user_directory(path, &why) && find_in(path, false, vmlinuz, entry));
}

int cache_open_relocs(const struct cache_entry *entry)
{
	char name[CACHE_KEY_SIZE + 8];
	struct stat status;
	int file;

	snprintf(name, sizeof(name), "%s" CACHE_RELOCS, entry->key);
	file = openat(entry->directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (file >= 0 && !is_trusted(file, S_IFREG, &status)) {
		close(file);
		file = -1;
	}
	return file;
}

void cache_close(struct cache_entry *entry)
{
	close(entry->file);
	close(entry->directory);
}
