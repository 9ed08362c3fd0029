/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The instructions whose execution the plugins report.
 */
#ifndef MARKS_H
#define MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* `text` is NAME:ADDR, or NAME:HEX for MARK_INSN; false if it is not, or if the list is full. */
bool marks_add(struct mark_list *list, enum mark_kind kind, const char *text);

/* Makes the marks of that name end the run; false if there are none. */
bool marks_stop_at(struct mark_list *list, const char *name);

/* What a plugin's argument says of marks: mark=, call=, insn= or stop=; false if it is none. */
bool marks_take_argument(struct mark_list *list, const char *argument);

bool mark_is_at(const struct mark *mark, uint64_t address, const void *code, size_t size);

#endif
