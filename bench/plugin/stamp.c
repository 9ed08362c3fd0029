// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A TCG plugin for QEMU that says at what time the guest came to certain points.
 *
 *   -plugin stamp.so,out=FILE[,mark=NAME:ADDR][,insn=NAME:HEX][,stop=NAME]
 *
 * When the instruction at the linear address ADDR, or an instruction of the bytes
 * HEX, is about to run for the first time, a line NAME and the nanoseconds of
 * CLOCK_MONOTONIC go to FILE; of several marks of one NAME the first to be
 * reached counts. `stop` ends QEMU, with status 0, at that NAME. A line of its own,
 * qemu_init_end, is for when QEMU let the CPU go. (Under -icount there is none.)
 *
 * Nothing runs between the marks that would not run without a plugin; but QEMU
 * takes longer to translate a block of code, once, as it is looked through here.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "marks.h"
#include "qemu_plugin_api.h"

static struct mark_list marks;
static FILE *out;
static struct timespec last_resume; /* none yet: 0 */
static bool started;

QEMU_PLUGIN_EXPORT int qemu_plugin_version = PLUGIN_VERSION;

static void report(const char *name, const struct timespec *when)
{
	fprintf(out, "%s %lld%09ld\n", name, (long long)when->tv_sec, when->tv_nsec);
}

static void stamp(const char *name)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	report(name, &now);
}

static void on_exit(EXIT_ARGUMENTS)
{
	fclose(out);
}

/* While QEMU starts, the CPU wakes now and then only to do what QEMU asks of its thread. */
static void on_resume(CPU_ARGUMENTS)
{
	if (!started) {
		clock_gettime(CLOCK_MONOTONIC, &last_resume);
	}
}

static void pass(const char *name)
{
	for (size_t i = 0; i < marks.count; i++) {
		if (strcmp(marks.mark[i].name, name) == 0) {
			marks.mark[i].passed = true;
		}
	}
}

static void on_mark(unsigned int cpu, void *data)
{
	struct mark *mark = data;

	if (mark->passed) {
		return;
	}
	stamp(mark->name);
	pass(mark->name);
	if (mark->is_stop) {
		fclose(out);
		_exit(0);
	}
}

static void watch_insn(struct qemu_plugin_insn *insn)
{
	uint64_t address = qemu_plugin_insn_vaddr(insn);
	uint8_t bytes[MAX_INSN];
	size_t size = insn_bytes(insn, bytes, sizeof bytes);

	for (size_t i = 0; i < marks.count; i++) {
		struct mark *mark = &marks.mark[i];

		if (!mark->passed && mark_is_at(mark, address, bytes, size)) {
			qemu_plugin_register_vcpu_insn_exec_cb(insn, on_mark,
							       QEMU_PLUGIN_CB_NO_REGS, mark);
		}
	}
}

static void on_translate(TRANSLATE_ARGUMENTS)
{
	if (!started && last_resume.tv_sec) {
		report("qemu_init_end", &last_resume);
	}
	started = true;
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		watch_insn(qemu_plugin_tb_get_insn(block, i));
	}
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
	out = marks_take_arguments(&marks, "stamp", false, argc, argv);
	if (!out) {
		return 1;
	}
	ON_CPU_RESUME(id, on_resume);
	ON_TRANSLATE(id, on_translate);
	qemu_plugin_register_atexit_cb(id, on_exit, NULL);
	return 0;
}
