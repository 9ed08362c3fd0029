// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/bootorder.h"
#include <stddef.h>
#include "fw_cfg/directory.h"

static bool is_rom_line(const char *line, const char *name)
{
	const char *s = skip_prefix(line, "/rom@");

	s = s ? skip_prefix(s, name) : NULL;
	return s && (*s == '\n' || *s == '\0');
}

bool bootorder_is_behind(const char *list, const char *name)
{
	const char *line = list;

	if (!*name)
		return false;
	while (*line && !is_rom_line(line, name)) {
		while (*line && *line++ != '\n')
			;
	}
	return *line && line != list;
}
