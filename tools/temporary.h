/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one temporary file there is at a time: nothing half-written stays, whether the program exits
 * or a signal ends it.
 */
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
 * A new file .pvh-… in an open directory, which stays open as long; a descriptor, or -1 with errno.
 */
int temporary_create(int in, mode_t mode);

/* It takes this name in its directory; false with errno, then it is gone. */
bool temporary_becomes(const char *name);

void temporary_remove(void);

#endif
