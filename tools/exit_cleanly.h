/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing half-written stays behind, whether the program exits or SIGINT, SIGTERM or SIGHUP ends it. */
#ifndef EXIT_CLEANLY_H
#define EXIT_CLEANLY_H

/*
 * From now on these three signals, unless ignored, end the program with status 128 + number, and the temporary file is
 * removed at every exit. What is executed in the program's place has the signals' default actions again.
 */
void exit_cleanly(void);

/* The one temporary file there is at a time: created at `path` within `directory`; NULL when it has its final name. */
void temporary_is(int directory, const char *path);

#endif
