// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "long_mode.h"
#include "message.h"

#define LIMIT_MS 10000 /* for QEMU's answer */

/* The machine has no other device that comes before its processor. */
static const char questions[] = "{\"execute\":\"qmp_capabilities\"}"
				"{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"/machine/"
				"unattached/device[0]\",\"property\":\"lm\"}}"
				"{\"execute\":\"quit\"}\n";

static struct words question_command(const struct boot *boot)
{
	static const char *const more[] = { "-S",       "-nodefaults", "-no-user-config",
					    "-display", "none",        "-qmp",
					    "stdio" };
	const struct qemu_option *cpu = own_find(&boot->own, "cpu");
	struct words words = { 0 };

	words_add_all(&words, boot->qemu.word, boot->qemu.count);
	words_add_pair(&words, "-M", boot->given.machine);
	words_add_pair(&words, "-accel", boot->accel.name);
	words_add_pair(&words, "-cpu", cpu && cpu->value ? cpu->value : "max");
	words_add_all(&words, (char *const *)more, sizeof(more) / sizeof(*more));
	return words;
}

static pid_t start(const struct words *command, int *to, int *from)
{
	int in[2], out[2];
	pid_t child;

	if (pipe(in) || pipe(out))
		return -1;
	child = fork();
	if (!child) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		dup2(open("/dev/null", O_WRONLY),
		     STDERR_FILENO); /* it says the same once more, later */
		close(in[1]);
		close(out[0]);
		execvp(command->word[0], command->word);
		_exit(1);
	}
	close(in[0]);
	close(out[1]);
	*to = in[1];
	*from = out[0];
	return child;
}

/* What it prints until it ends, or until nothing has come for too long. */
static void read_answer(int from, char *answer, size_t room)
{
	struct pollfd poll_from = { .fd = from, .events = POLLIN };
	size_t size = 0;
	ssize_t more = 1;

	while (more > 0 && size < room - 1 && poll(&poll_from, 1, LIMIT_MS) > 0) {
		more = read(from, answer + size, room - 1 - size);
		size += more > 0 ? (size_t)more : 0;
	}
	answer[size] = '\0';
}

void check_long_mode(const struct boot *boot)
{
	struct words command = question_command(boot);
	char answer[4096];
	int to, from;
	pid_t child = start(&command, &to, &from);
	ssize_t written;

	if (child < 0)
		return;
	signal(SIGPIPE, SIG_IGN);
	written = write(to, questions, sizeof(questions) - 1);
	signal(SIGPIPE, SIG_DFL);
	read_answer(from, answer, sizeof(answer));
	close(to);
	close(from);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	if (written > 0 && strstr(answer, "{\"return\": false}"))
		die("%s: it is a 64-bit kernel, and this QEMU gives isapc a 32-bit processor",
		    boot->kernel.name);
}
