// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/bootorder.h"

/* With -kernel and no bootindex this is all. No two lines are as short, so the ROM is behind
 * nothing. */
#define ONE_LINE "/rom@genroms/pvh.bin"

#define PIECE 256 /* bytes that are read at once */

bool bootorder_is_behind(struct fw_dir *dir, struct fw_dir_window *window)
{
	struct fw_item order = dir->file[FW_BOOTORDER];
	char piece[PIECE], line[8 + FW_NAME_SIZE];
	uint32_t length = 0;
	bool is_first = true;

	if (order.size <= sizeof(ONE_LINE))
		return false;
	for (uint32_t at = 0; at < order.size; at++) {
		const char *name;
		char c;

		if (!(at % PIECE))
			fw_cfg_read(order.key, at, piece, PIECE);
		c = piece[at % PIECE];
		if (c && c != '\n') {
			/* A line that is cut short is no ROM's. */
			if (length < sizeof(line) - 1)
				line[length++] = c;
			continue;
		}
		line[length] = '\0';
		name = is_first ? NULL : skip_prefix(line, "/rom@");
		if (name && fw_dir_is_our_file(dir, window, name))
			return true;
		is_first = false;
		length = 0;
	}
	return false;
}
