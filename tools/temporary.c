// SPDX-License-Identifier: GPL-2.0-or-later
/* The temporary file, removed at every exit, also by a signal. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "temporary.h"

#define ATTEMPTS 1000

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
static char temporary[32];
static int directory;

/* Calls only what a signal handler may. */
void temporary_remove(void)
{
	if (temporary[0])
		unlinkat(directory, temporary, 0);
	temporary[0] = 0;
}

static void end(int number)
{
	temporary_remove();
	_exit(128 + number);
}

void exit_cleanly(void)
{
	struct sigaction action = { .sa_handler = end }, old;

	atexit(temporary_remove);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

/* While the file is there and its name not noted, or the other way round, no signal may come. */
static void hold_signals(int how)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		sigaddset(&set, numbers[i]);
	sigprocmask(how, &set, NULL);
}

/* A name that no other process has: another one may have this number in a namespace of its own. */
static int create_new(int in, mode_t mode, char *name, size_t size)
{
	int file = -1;

	for (int i = 0; file < 0 && i < ATTEMPTS; i++) {
		snprintf(name, size, ".pvh-%d-%d", (int)getpid(), i);
		file = openat(in, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (file < 0 && errno != EEXIST)
			break;
	}
	return file;
}

int temporary_create(int in, mode_t mode)
{
	char name[sizeof(temporary)];
	int file;

	hold_signals(SIG_BLOCK);
	file = create_new(in, mode, name, sizeof(name));
	if (file >= 0) {
		directory = in;
		snprintf(temporary, sizeof(temporary), "%s", name);
	}
	hold_signals(SIG_UNBLOCK);
	return file;
}

bool temporary_becomes(const char *name)
{
	bool done;
	int error;

	hold_signals(SIG_BLOCK);
	done = !renameat(directory, temporary, directory, name);
	error = errno;
	if (!done)
		temporary_remove();
	temporary[0] = 0;
	hold_signals(SIG_UNBLOCK);
	errno = error;
	return done;
}
