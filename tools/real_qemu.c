// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "real_qemu.h"
#include "words.h"

#define DEFAULT_PATH "/usr/local/bin:/usr/bin:/bin"
#define REDHATS "/usr/libexec" /* where Red Hat's qemu-kvm is */

static bool is_this_program(const struct stat *status)
{
	struct stat own;

	return !stat("/proc/self/exe", &own) && own.st_dev == status->st_dev &&
	       own.st_ino == status->st_ino;
}

static bool is_qemu(const char *path)
{
	struct stat status;

	return !access(path, X_OK) && !stat(path, &status) && S_ISREG(status.st_mode) &&
	       !is_this_program(&status);
}

static const char *on_path(const char *name)
{
	const char *at = getenv("PATH"), *path;
	size_t length;

	if (!at || !*at)
		at = DEFAULT_PATH;
	at = format("%s:" REDHATS, at);
	for (; *at; at += length + (at[length] == ':')) {
		length = strcspn(at, ":");
		path = format("%.*s/%s", length ? (int)length : 1, length ? at : ".", name);
		if (is_qemu(path))
			return path;
	}
	return NULL;
}

const char *real_qemu(const char *argv0)
{
	const char *given = getenv("PVH_QEMU"), *slash = strrchr(argv0, '/');
	const char *name = slash ? slash + 1 : argv0;
	const char *found = NULL;

	if (given && *given)
		return strchr(given, '/') ? given : on_path(given);
	if (!strncmp(name, "qemu-", 5))
		found = on_path(name);
	if (!found)
		found = on_path("qemu-system-x86_64");
	return found ? found : on_path("qemu-kvm");
}
