/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RUN_EXTRACT_H
#define RUN_EXTRACT_H

#include <stdbool.h>
#include "fault.h"

struct extraction {
	const char *vmlinuz;
	const char *argv0; /* whose name stands in front of what pvh-extract says */
	bool is_silent;
};

/*
 * Run pvh-extract, from the directory of this program or else from PATH, to put the kernel in the
 * vmlinuz into the cache. *path is where it is then, the cache's file or a memfd's. Returns 0, or
 * the status to exit with when pvh-extract has said why; 1 with a reason in *why that is to be
 * said. SIGINT, SIGTERM and SIGHUP end pvh-extract first, then this program.
 */
int run_extract(const struct extraction *what, const char **path, struct fault *why);

#endif
