/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing to the cache that cache.h describes. Only pvh-extract does. */
#ifndef CACHE_STORE_H
#define CACHE_STORE_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include "cache.h"

struct cache_content {
	const uint8_t *kernel, *relocs; /* packed; relocs_size may be 0 */
	size_t kernel_size, relocs_size;
	struct timespec read; /* when the vmlinuz began to be read */
};

/*
 * Store it for the vmlinuz at `source` in the root's (`is_system`) or the user's directory, where
 * it is in `path` then. Removes what is stale: entries whose vmlinuz is gone or another, left-over
 * temporary files, and all but the CACHE_KEPT entries used last. False with the reason; nothing is
 * half-written then.
 */
bool cache_store(bool is_system, const char *source, const struct stat *vmlinuz,
		 const struct cache_content *content, char path[PATH_MAX], struct fault *why);

#define CACHE_KEPT 8 /* in the user's */
#define CACHE_ALL SIZE_MAX /* in the system's, which has all kernels that are installed */

/* Its parts: in an open directory, an entry's files go, or what is stale. With kept 0 all but
 * directories goes. */
void cache_remove_entry(int directory, const char *key);
void cache_prune(int directory, size_t kept);

#endif
