/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One temporary file at a time. It is removed when the program exits or a signal ends it. */
#ifndef TEMPORARY_H
#define TEMPORARY_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * From now on SIGINT, SIGTERM and SIGHUP, unless ignored, end the program with status 128 + number,
 * and the temporary file is removed at every exit. What is executed in the program's place has the
 * signals' default actions again.
 */
void exit_cleanly(void);

/*
 * Creates .pvh-… in the open directory `in`, which must stay open. Returns its descriptor; or -1,
 * with errno.
 */
int temporary_create(int in, mode_t mode);

/* Renames it in its directory. If that fails: false, with errno, and the file is removed. */
bool temporary_becomes(const char *name);

void temporary_remove(void);

#endif
