// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-boot: one command from a kernel file to a running guest. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "boot.h"
#include "message.h"

/* QEMU takes the place of this process, so signals, terminal and status are its own. */
static _Noreturn void become(const struct words *command)
{
	execvp(command->word[0], command->word);
	die("cannot run %s: %s", command->word[0], strerror(errno));
}

int main(int argc, char **argv)
{
	static struct boot boot;
	static struct words command;

	message_start(argv[0]);
	boot_read_options(&boot, argv + 1, argc - 1);
	boot_find_files(&boot);
	boot_find_kernel(&boot, argv[0]);
	boot_decide(&boot);
	if (!boot.given.dry_run)
		boot_randomise(&boot);
	command = boot_command(&boot);
	if (boot.given.dry_run) {
		print("%s\n", words_quoted(&command));
		return 0;
	}
	if (boot.given.verbose || isatty(STDERR_FILENO))
		warn("%s", boot_summary(&boot, &command));
	become(&command);
}
