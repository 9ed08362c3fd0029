// SPDX-License-Identifier: GPL-2.0-or-later
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include "beside.h"
#include "words.h"

/* Seen from build/ or build/tools/, and from an installed bin/. */
static const char *const rom_places[] = { "pvh.bin", "../pvh.bin", "../share/pvh-boot/pvh.bin" };

/* The length up to the slash before the last part of a path, the slash included. */
static ssize_t directory_length(const char *path, ssize_t length)
{
	while (length > 0 && path[length - 1] != '/')
		length--;
	return length;
}

const char *beside_program(const char *name)
{
	char own[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", own, sizeof(own));
	const char *path;

	length = directory_length(own, length);
	for (; !strncmp(name, "../", 3) && length > 1; name += 3)
		length = directory_length(own, length - 1);
	if (length <= 0)
		return NULL;
	path = format("%.*s%s", (int)length, own, name);
	return access(path, F_OK) ? NULL : path;
}

const char *beside_rom(void)
{
	for (size_t i = 0; i < sizeof(rom_places) / sizeof(*rom_places); i++) {
		const char *path = beside_program(rom_places[i]);

		if (path)
			return path;
	}
	return NULL;
}
