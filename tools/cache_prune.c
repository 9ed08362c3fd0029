// SPDX-License-Identifier: GPL-2.0-or-later
/* What is stale in the cache goes. Other processes may read, write and prune at the same time. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "cache_store.h"

#define LEFT_BEHIND (60 * 60) /* seconds, after which nobody is still writing */

struct entry {
	char key[CACHE_KEY_SIZE];
	struct timespec used;
};

struct entries {
	struct entry *list;
	size_t count;
	size_t kept;
};

static bool has_ending(const char *name, const char *ending)
{
	size_t size = strlen(name), end = strlen(ending);

	return size > end && !strcmp(name + size - end, ending);
}

static void with_ending(char *name, size_t size, const char *key, const char *ending)
{
	snprintf(name, size, "%.*s%s", CACHE_KEY_SIZE, key, ending);
}

/* The kernel first: without it the others count as left behind. */
void cache_remove_entry(int directory, const char *key)
{
	char name[CACHE_KEY_SIZE + 16];

	unlinkat(directory, key, 0);
	with_ending(name, sizeof(name), key, CACHE_RELOCS);
	unlinkat(directory, name, 0);
	with_ending(name, sizeof(name), key, CACHE_SOURCE);
	unlinkat(directory, name, 0);
}

/* The vmlinuz that it was made of is gone, or another. */
static bool has_lost_its_source(int directory, const char *key, bool is_system)
{
	char name[CACHE_KEY_SIZE + 16], current[CACHE_KEY_SIZE];
	struct stat link, status;

	with_ending(name, sizeof(name), key, CACHE_SOURCE);
	if (fstatat(directory, name, &link, AT_SYMLINK_NOFOLLOW))
		return false;
	if (fstatat(directory, name, &status, 0))
		return true;
	cache_key(&status, is_system, current);
	return strcmp(current, key) != 0;
}

static bool is_left_behind(int directory, const char *name, const struct stat *status)
{
	char key[CACHE_KEY_SIZE];

	if (status->st_mtim.tv_sec > time(NULL) - LEFT_BEHIND)
		return false;
	if (name[0] == '.')
		return true;
	snprintf(key, sizeof(key), "%.*s", (int)(strrchr(name, '.') - name), name);
	return faccessat(directory, key, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
}

static void add(struct entries *entries, const char *key, const struct stat *status)
{
	struct entry *list = realloc(entries->list, (entries->count + 1) * sizeof(*list));

	if (!list)
		return;
	snprintf(list[entries->count].key, sizeof(list->key), "%.*s", CACHE_KEY_SIZE - 1, key);
	list[entries->count++].used = status->st_atim;
	entries->list = list;
}

static void look_at(int directory, const char *name, struct entries *entries)
{
	struct stat status;
	bool is_beside =
		name[0] == '.' || has_ending(name, CACHE_RELOCS) || has_ending(name, CACHE_SOURCE);

	if (fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) || S_ISDIR(status.st_mode))
		return;
	if (!entries->kept || (is_beside && is_left_behind(directory, name, &status)))
		unlinkat(directory, name, 0);
	else if (!is_beside && (strlen(name) >= CACHE_KEY_SIZE ||
				has_lost_its_source(directory, name, entries->kept == CACHE_ALL)))
		cache_remove_entry(directory, name);
	else if (!is_beside)
		add(entries, name, &status);
}

static int used_before(const void *a, const void *b)
{
	const struct timespec *first = &((const struct entry *)a)->used,
			      *second = &((const struct entry *)b)->used;

	if (first->tv_sec != second->tv_sec)
		return first->tv_sec < second->tv_sec ? -1 : 1;
	return (first->tv_nsec > second->tv_nsec) - (first->tv_nsec < second->tv_nsec);
}

void cache_prune(int directory, size_t kept)
{
	struct entries entries = { .kept = kept };
	int again = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = again < 0 ? NULL : fdopendir(again);

	if (!stream)
		return;
	for (struct dirent *found; (found = readdir(stream));)
		look_at(directory, found->d_name, &entries);
	closedir(stream);
	if (entries.count)
		qsort(entries.list, entries.count, sizeof(*entries.list), used_before);
	for (size_t i = 0; i + kept < entries.count && kept < CACHE_ALL; i++)
		cache_remove_entry(directory, entries.list[i].key);
	free(entries.list);
}
