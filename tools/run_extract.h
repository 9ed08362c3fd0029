/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RUN_EXTRACT_H
#define RUN_EXTRACT_H

#include "fault.h"

/*
 * Run pvh-extract, from the directory of this program or else from PATH, under the name argv0, to put the kernel in the
 * vmlinuz into the cache. *path is where it is then, the cache's file or a memfd's. Returns 0, or the status to exit
 * with when pvh-extract has said why; 1 with a reason in *why that is to be said. SIGINT, SIGTERM and SIGHUP end
 * pvh-extract first.
 */
int run_extract(const char *vmlinuz, const char *argv0, const char **path, struct fault *why);

/* "DIRECTORY/NAME", the directory being this program's own; NULL if there is no such file. */
const char *beside_program(const char *name);

#endif
