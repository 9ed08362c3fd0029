// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * pvh-qemu: QEMU, with its own command line, for whoever starts QEMU. Where that boots a Linux
 * bzImage, the vmlinux in it is booted through pvh.bin; everything else is QEMU's, unchanged.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "beside.h"
#include "message.h"
#include "qemu_replace.h"
#include "real_qemu.h"

static const char *why_unchanged(char **argv, int argc, struct words *changed, const char **kaslr)
{
	const char *rom = beside_rom();
	struct own line;

	own_read(&line, argv + 1, argc - 1);
	return rom ? qemu_replace(&line, argv[0], rom, changed, kaslr) : "there is no pvh.bin";
}

static void explain(const char *why, const char *kaslr)
{
	const char *wanted = getenv("PVH_VERBOSE");

	if (wanted && !strcmp(wanted, "on"))
		warn("%s%s", why ? "unchanged: " : "the vmlinux is booted through pvh.bin, ",
		     why ? why : kaslr);
}

int main(int argc, char **argv)
{
	static struct words changed;
	const char *qemu, *why, *kaslr = "";

	message_start(argc ? argv[0] : "pvh-qemu");
	qemu = argc ? real_qemu(argv[0]) : NULL;
	if (!qemu)
		die("there is no qemu-system-x86_64 on PATH: name one in PVH_QEMU");
	words_add(&changed, qemu);
	why = why_unchanged(argv, argc, &changed, &kaslr);
	explain(why, kaslr);
	argv[0] = (char *)qemu;
	execv(qemu, why ? argv : changed.word);
	die("cannot run %s: %s", qemu, strerror(errno));
}
