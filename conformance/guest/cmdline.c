/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
#include "guest.h"
#include "info.h"
#include "mem.h"
#include "tap.h"
#include "words.h"

static void judge_rest(void)
{
	struct told what;
	uint32_t length;

	if (!told("rest", &what)) {
		skip(C_CMDLINE_TOLD, "not told");
		return;
	}
	length = (uint32_t)string_length((uintptr_t)what.rest);
	judge(C_CMDLINE_TOLD, length == what.size && crc32(what.rest, length) == what.crc, "bytes",
	      (uint64_t)length, "crc", (uint64_t)crc32(what.rest, length), "told_bytes",
	      (uint64_t)what.size, "told_crc", (uint64_t)what.crc, NULL);
}

void check_cmdline(void)
{
	if (!info.cmdline)
		skip(C_CMDLINE, "there is no command line");
	else if (info.cmdline >> 32)
		skip(C_CMDLINE, "it is out of reach");
	else
		judge(C_CMDLINE, string_length(info.cmdline) >= 0, "cmdline_paddr", info.cmdline,
		      NULL);
	judge_rest();
}
