/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packed kernels (pack.h) that pvh-extract has made of vmlinuz files, found by what stat(2) says of
 * the vmlinuz.
 *
 * A directory `kernels` in /var/cache/pvh-boot, root's, and in the user's cache directory
 * (XDG_CACHE_HOME, else
 * ~/.cache) has for each vmlinuz, KEY being its device, inode, size, mtime and ctime:
 *   KEY          the packed kernel; the last to appear and the first to go
 *   KEY.relocs   the bytes behind the ELF file in the payload, if any: Linux's relocations
 *   KEY.of       a symbolic link whose text is the path of the vmlinuz, to see when that is gone
 *
 * In root's directory KEY has no ctime. libvirt changes it at each start of a domain, by giving the
 * vmlinuz to the user that QEMU runs as, who then could have changed its bytes and set mtime back:
 * all that such a user gains is that the kernel which root has installed is booted, not another.
 * Kernel packages put a new file in place of the old one, and their hook has it read again.
 *
 * This file looks only, with libc alone. When it finds nothing, pvh-boot and pvh-qemu run
 *   pvh-extract --cached -o /proc/self/fd/N VMLINUZ        N: an inheritable memfd
 * which prints where the packed kernel is: in the cache, or, after a warning, at the path behind
 * -o, if the cache cannot be written to; there the relocations stand behind the kernel's last
 * segment. Status 1 is then the vmlinuz's own fault, and the message has been printed. Run it with
 * the caller's own argv[0], so that messages have the caller's name. Without standard error it is
 * silent.
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
 * Seconds. A file system's clock may be that coarse, so a vmlinuz that was read within them after
 * its last change may have changed once more without a trace. An entry's mtime is when the vmlinuz
 * was read; see gitformat-index(5).
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

/* The root's directory; the user's, false where there is none, with the reason. Both need not
 * exist. */
bool cache_user_directory(char path[PATH_MAX], struct fault *why);

/*
 * The entry for a regular file of this status, the system's before the user's. Believed only if
 * directory and file belong to root or this user and nobody else may write to them, and if the
 * vmlinuz was old enough when it was read. Marks the entry as used now. cache_close() for what was
 * found.
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
