// SPDX-License-Identifier: GPL-2.0-or-later
/* One line on standard error, written over and over. */
#include <stdbool.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "message.h"
#include "progress.h"

#define PATIENCE 500 /* milliseconds */
#define ERASE "\r\033[K"

static const char *subject;
static long long started;
static int shown = -1; /* percent */

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

void progress_start(const char *what)
{
	subject = isatty(STDERR_FILENO) ? what : NULL;
	started = now();
	shown = -1;
}

void progress_show(size_t done, size_t all)
{
	int percent = all ? (int)(done * 100 / all) : 100;

	if (!subject || percent == shown || now() - started < PATIENCE)
		return;
	shown = percent;
	dprintf(STDERR_FILENO, ERASE "%s: unpacking %s: %d %%", message_program(), subject,
		percent);
}

void progress_end(void)
{
	if (shown >= 0)
		dprintf(STDERR_FILENO, ERASE);
	shown = -1;
}
