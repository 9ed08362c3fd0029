// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include "beside.h"
#include "message.h"
#include "run_extract.h"
#include "words.h"

#define PROGRAM "pvh-extract"
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const int passed_on[] = { SIGINT, SIGTERM, SIGHUP };
static volatile pid_t child;
static volatile sig_atomic_t caught;

static void pass_on(int number)
{
	caught = number;
	if (child > 0)
		kill(child, number);
}

/* What this process ignores it goes on to ignore. */
static void set_handlers(void (*handler)(int))
{
	for (size_t i = 0; i < COUNT(passed_on); i++) {
		struct sigaction action;

		sigaction(passed_on[i], NULL, &action);
		if (action.sa_handler == SIG_IGN)
			continue;
		action = (struct sigaction){ .sa_handler = handler };
		sigaction(passed_on[i], &action, NULL);
	}
}

static _Noreturn void become_extract(const struct extraction *what, int out, int memory)
{
	char *const words[] = {
		(char *)what->argv0,   "--cached", "-o", format("/proc/self/fd/%d", memory), "--",
		(char *)what->vmlinuz, NULL
	};
	const char *path = beside_program(PROGRAM);

	set_handlers(SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	dup2(out, STDOUT_FILENO);
	if (what->is_silent)
		dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
	if (path)
		execv(path, words);
	else
		execvp(PROGRAM, words);
	warn("cannot run " PROGRAM ": %s", strerror(errno));
	_exit(1);
}

/* All that it prints, less the newline at the end. */
static void read_path(int from, char *path, size_t room)
{
	size_t size = 0;
	ssize_t more;

	while (size < room - 1) {
		more = read(from, path + size, room - 1 - size);
		if (more == 0 || (more < 0 && errno != EINTR))
			break;
		size += more < 0 ? 0 : (size_t)more;
	}
	while (size && path[size - 1] == '\n')
		size--;
	path[size] = '\0';
}

static int wait_for_it(void)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	child = 0;
	if (caught)
		exit(128 + caught);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Runs it, with its standard output and the memfd. Its exit status. */
static int run(const struct extraction *what, int memory, char *found, size_t room)
{
	int ends[2];

	if (pipe(ends))
		return -1;
	set_handlers(pass_on);
	child = fork();
	if (!child) {
		close(ends[0]);
		become_extract(what, ends[1], memory);
	}
	close(ends[1]);
	if (child > 0 && caught)
		kill(child, caught);
	read_path(ends[0], found, room);
	close(ends[0]);
	return child < 0 ? -1 : wait_for_it();
}

int run_extract(const struct extraction *what, const char **path, struct fault *why)
{
	char found[PATH_MAX + 1] = "";
	int memory = memfd_create("vmlinux", 0);
	int status = memory < 0 ? -1 : run(what, memory, found, sizeof(found));

	if (status < 0) {
		fault_errno(why, "run", PROGRAM);
		return 1;
	}
	set_handlers(SIG_DFL);
	*path = format("%s", found);
	if (strncmp(found, "/proc/self/fd/", 14) != 0)
		close(memory);
	return status;
}
