/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packed kernels (pack.h) that pvh-extract has made of vmlinuz files, found by what stat(2) says of
 * the vmlinuz.
 *
 * There is a directory `kernels` in /var/cache/pvh-boot, which is root's, and in pvh-boot in the
 * user's cache directory (XDG_CACHE_HOME, else ~/.cache). For each vmlinuz it has these files, KEY
 * being the device, inode, size, mtime and ctime of the vmlinuz:
 *   KEY          the packed kernel; the last to appear and the first to go
 *   KEY.relocs   the bytes behind the ELF file in the payload, if any: Linux's relocations
 *   KEY.of       a symbolic link whose text is the path of the vmlinuz, to see when that is gone
 *
 * In root's directory KEY has no ctime, because libvirt changes it at each start of a domain: it
 * makes QEMU's user the owner of the vmlinuz. That user could change the file's bytes and set its
 * mtime back. The only effect would be that the kernel installed by root is booted, and not the
 * changed one. Kernel packages replace the file by a new one, and their hook reads it again.
 *
 * This file only searches, and needs libc only. If it finds nothing, pvh-boot and pvh-qemu run
 *
 *   pvh-extract --cached -o /proc/self/fd/N VMLINUZ        N: an inheritable memfd
 *
 * which prints the path of the packed kernel. This is in the cache, or, after a warning, the path
 * given by -o if the cache cannot be written to; there the relocations follow the kernel's last
 * segment. Status 1 means that the vmlinuz is at fault, and that the message has been printed. Run
 * it with the caller's argv[0], so that messages begin with the caller's name, and without standard
 * error to suppress them.
 */
#ifndef CACHE_H
#define CACHE_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>
#include "fault.h"

#define CACHE_SYSTEM "/var/cache/pvh-boot"
#define CACHE_SUBDIRECTORY "kernels"
#define CACHE_RELOCS ".relocs"
#define CACHE_SOURCE ".of"
#define CACHE_KEY_SIZE 128
/*
 * Seconds, the coarsest clock of a file system. If a vmlinuz is read within this time after its
 * last change, it may change once more without a new mtime. An entry's mtime is the time at which
 * the vmlinuz was read; see gitformat-index(5).
 */
#define CACHE_YOUNG 2

struct cache_entry {
	int directory; /* to open the entry's other files from */
	int file; /* the packed kernel, open for reading, close-on-exec */
	char key[CACHE_KEY_SIZE];
	char path[PATH_MAX];
};

/* In the system's directory without the ctime (above). */
void cache_key(const struct stat *vmlinuz, bool is_system, char key[CACHE_KEY_SIZE]);

/* The path of the user's directory, which need not exist. Without a home: false, and why. */
bool cache_user_directory(char path[PATH_MAX], struct fault *why);

/*
 * Finds the entry for a regular file of this status, in the system's directory first. An entry is
 * used only if directory and file belong to root or this user, nobody else may write to them, and
 * the vmlinuz was older than CACHE_YOUNG when it was read. Marks the entry as used now. The caller
 * calls cache_close() if an entry was found.
 */
bool cache_find(const struct stat *vmlinuz, struct cache_entry *entry);

/* The same in root's directory alone. */
bool cache_find_system(const struct stat *vmlinuz, struct cache_entry *entry);

/* KEY.relocs, open for reading, or -1 without them. */
int cache_open_relocs(const struct cache_entry *entry);

void cache_close(struct cache_entry *entry);

/* Whether nobody but this user and root can have written it. */
bool cache_is_trusted(const struct stat *status);

#endif
