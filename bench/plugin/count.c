// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A TCG plugin for QEMU that counts, exactly, what a guest's CPUs do:
 * instructions, port accesses and accesses to device memory.
 *
 *   -plugin count.so,out=FILE[,mark=NAME:ADDR][,call=NAME:ADDR]
 *                   [,insn=NAME:HEX][,stop=NAME]
 *
 * Whenever the instruction at the linear address ADDR is about to run, a line
 * goes to FILE: NAME and the three totals so far. A `call` marks the entry of a
 * routine, and is reported once more, as NAME-return, when execution is back
 * behind the instruction that led there: a CALL, or the IRET with which SeaBIOS
 * enters option ROMs. `insn` marks an instruction by its bytes, wherever it is,
 * and is reported the first time only. `stop` ends QEMU, with status 0, after the
 * line of that NAME. The last line, `exit`, has the totals at the end.
 *
 * It wants -icount, which puts all CPUs on one thread: nothing here locks. The
 * instruction count is then QEMU's own: each round of a REP is one, and one more
 * is the look at the empty count register that ends it.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "marks.h"
#include "qemu_plugin_api.h"
#include "x86_decode.h"

static struct {
	uint64_t instructions;
	uint64_t port_accesses;
	uint64_t device_accesses;
} totals;

static struct mark_list marks;
static FILE *out;
static uint64_t behind_last = NO_ADDRESS; /* the instruction that ran last */
static bool port_string_began;

QEMU_PLUGIN_EXPORT int qemu_plugin_version = PLUGIN_VERSION;

static void report(const char *name, const char *suffix)
{
	fprintf(out, "%s%s %llu %llu %llu\n", name, suffix, (unsigned long long)totals.instructions,
		(unsigned long long)totals.port_accesses,
		(unsigned long long)totals.device_accesses);
}

static void finish(void)
{
	report("exit", "");
	fclose(out);
}

static void on_exit(EXIT_ARGUMENTS)
{
	finish();
}

static void on_mark(unsigned int cpu, void *data)
{
	struct mark *mark = data;

	if (mark->kind == MARK_INSN && mark->passed) {
		return;
	}
	mark->passed = true;
	report(mark->name, "");
	if (mark->kind == MARK_CALL) {
		mark->returns_to = behind_last;
	}
	if (mark->is_stop) {
		finish();
		_exit(0);
	}
}

static void on_block(unsigned int cpu, void *address)
{
	for (size_t i = 0; i < marks.count; i++) {
		if (marks.mark[i].returns_to == (uintptr_t)address) {
			report(marks.mark[i].name, "-return");
			marks.mark[i].returns_to = NO_ADDRESS;
		}
	}
}

static void on_instruction(unsigned int cpu, void *next)
{
	totals.instructions++;
	behind_last = (uintptr_t)next;
}

static void on_port(unsigned int cpu, void *data)
{
	totals.port_accesses++;
}

/*
 * The end of a REP runs the instruction once more without touching a port. Only
 * a round that moves an element accesses memory: once for OUTS, twice for INS,
 * which tries the store before it reads the port. So the first access counts.
 */
static void on_port_string(unsigned int cpu, void *data)
{
	port_string_began = true;
}

static void on_port_string_memory(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
				  void *data)
{
	totals.port_accesses += port_string_began;
	port_string_began = false;
}

static void on_memory(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
	struct qemu_plugin_hwaddr *place = qemu_plugin_get_hwaddr(info, address);

	totals.device_accesses += place && qemu_plugin_hwaddr_is_io(place);
}

static void call_when_run(struct qemu_plugin_insn *insn, void (*fn)(unsigned int, void *),
			  void *data)
{
	qemu_plugin_register_vcpu_insn_exec_cb(insn, fn, QEMU_PLUGIN_CB_NO_REGS, data);
}

static void call_on_memory(struct qemu_plugin_insn *insn,
			   void (*fn)(unsigned int, qemu_plugin_meminfo_t, uint64_t, void *))
{
	qemu_plugin_register_vcpu_mem_cb(insn, fn, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW,
					 NULL);
}

static void watch_ports(struct qemu_plugin_insn *insn, const uint8_t *bytes, size_t size)
{
	switch (decode_insn(bytes, size)) {
	case INSN_PORT:
		call_when_run(insn, on_port, NULL);
		break;
	case INSN_PORT_STRING:
		call_when_run(insn, on_port_string, NULL);
		call_on_memory(insn, on_port_string_memory);
		break;
	case INSN_OTHER:
		break;
	}
}

/* Marks come first: they report what ran before their instruction. */
static void watch_insn(struct qemu_plugin_insn *insn)
{
	uint64_t address = qemu_plugin_insn_vaddr(insn);
	uint8_t bytes[MAX_INSN];
	size_t size = insn_bytes(insn, bytes, sizeof bytes);

	for (size_t i = 0; i < marks.count; i++) {
		if (mark_is_at(&marks.mark[i], address, bytes, size)) {
			call_when_run(insn, on_mark, &marks.mark[i]);
		}
	}
	address += size;
	call_when_run(insn, on_instruction, (void *)(uintptr_t)address);
	watch_ports(insn, bytes, size);
	call_on_memory(insn, on_memory);
}

static void on_translate(TRANSLATE_ARGUMENTS)
{
	uint64_t address = qemu_plugin_tb_vaddr(block);

	qemu_plugin_register_vcpu_tb_exec_cb(block, on_block, QEMU_PLUGIN_CB_NO_REGS,
					     (void *)(uintptr_t)address);
	for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); i++) {
		watch_insn(qemu_plugin_tb_get_insn(block, i));
	}
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
	out = marks_take_arguments(&marks, "count", true, argc, argv);
	if (!out) {
		return 1;
	}
	ON_TRANSLATE(id, on_translate);
	qemu_plugin_register_atexit_cb(id, on_exit, NULL);
	return 0;
}
