/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The instructions whose execution the plugins report.
 */
#ifndef MARKS_H
#define MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define MAX_MARKS 64
#define NO_ADDRESS UINT64_MAX
#define MAX_INSN 15 /* bytes that an x86 instruction has at most */

enum mark_kind {
	MARK_ADDRESS, /* whatever is at an address */
	MARK_CALL, /* likewise, the entry of a far routine: its return counts too */
	MARK_INSN, /* an instruction of these bytes, wherever it is; the first time only */
};

struct mark {
	char name[64];
	enum mark_kind kind;
	uint64_t address; /* linear */
	uint8_t code[MAX_INSN];
	size_t code_size;
	bool is_stop; /* nothing after it is of interest */
	bool passed; /* at least once */
	uint64_t returns_to; /* NO_ADDRESS unless called and not back yet */
};

struct mark_list {
	struct mark mark[MAX_MARKS];
	size_t count;
};

/*
 * A plugin's arguments: out=FILE, mark=NAME:ADDR, insn=NAME:HEX, stop=NAME and, if it has `calls`,
 * call=NAME:ADDR. The file, opened; NULL after a message if there is none, or what cannot be read.
 */
FILE *marks_take_arguments(struct mark_list *list, const char *plugin, bool calls, int argc,
			   char **argv);

bool mark_is_at(const struct mark *mark, uint64_t address, const void *code, size_t size);

#endif
