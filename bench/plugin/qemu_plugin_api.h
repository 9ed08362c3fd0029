/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of QEMU's TCG plugin interface that ours call, in each version from 1
 * (QEMU 6.1) to 7 (QEMU 11.1), which PLUGIN_VERSION names. Where QEMU's header is
 * installed, and of that version, it declares everything itself: HAVE_QEMU_PLUGIN_H.
 * Most distributions ship QEMU with plugins enabled but without it.
 * Included by count.c and stamp.c only.
 */
#ifndef QEMU_PLUGIN_API_H
#define QEMU_PLUGIN_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef HAVE_QEMU_PLUGIN_H

#include <qemu-plugin.h>

#else

#define QEMU_PLUGIN_EXPORT __attribute__((visibility("default")))

struct qemu_plugin_tb; /* a block of guest code being translated */
struct qemu_plugin_insn; /* one instruction of it */
struct qemu_plugin_hwaddr; /* where a memory access went */
typedef struct qemu_info_t qemu_info_t; /* what QEMU says about itself; not needed here */

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;

/* Registers that a callback reads. */
enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS = 0 };

/*
 * Accesses that a callback is told of. QEMU 7.2 has values for loads and
 * stores alone too, but takes one for the other and then skips callbacks.
 */
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_RW = 3 };

typedef void (*plugin_execute_fn)(unsigned int cpu, void *data);
typedef void (*plugin_access_fn)(unsigned int cpu, qemu_plugin_meminfo_t info, uint64_t address,
				 void *data);

/*
 * Translation: called once per block, before the block first runs. A CPU goes on
 * after it was idle; for the first time, when QEMU lets the guest start. The end
 * of QEMU. Version 7 hands each of these a pointer of the plugin's, as its last
 * argument, and no longer the plugin's id.
 */
#if PLUGIN_VERSION >= 7
typedef void (*plugin_translate_fn)(struct qemu_plugin_tb *block, void *data);
typedef void (*plugin_cpu_fn)(unsigned int cpu, void *data);
typedef void (*plugin_exit_fn)(void *data);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, plugin_translate_fn fn, void *data);
void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, plugin_cpu_fn fn, void *data);
#else
typedef void (*plugin_translate_fn)(qemu_plugin_id_t id, struct qemu_plugin_tb *block);
typedef void (*plugin_cpu_fn)(qemu_plugin_id_t id, unsigned int cpu);
typedef void (*plugin_exit_fn)(qemu_plugin_id_t id, void *data);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, plugin_translate_fn fn);
void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, plugin_cpu_fn fn);
#endif
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, plugin_exit_fn fn, void *data);

uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
#if PLUGIN_VERSION >= 3
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *bytes, size_t room);
#else
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
#endif
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);

/* Execution: what a translated block or instruction calls whenever it runs. */
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, plugin_execute_fn fn,
					  enum qemu_plugin_cb_flags registers, void *data);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, plugin_execute_fn fn,
					    enum qemu_plugin_cb_flags registers, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, plugin_access_fn fn,
				      enum qemu_plugin_cb_flags registers,
				      enum qemu_plugin_mem_rw direction, void *data);
struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(qemu_plugin_meminfo_t info, uint64_t address);
bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *place);

/* What the plugin itself has to export. */
QEMU_PLUGIN_EXPORT extern int qemu_plugin_version;
QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc,
					   char **argv);

#endif

/* The arguments of a callback, and what registers it. */
#if PLUGIN_VERSION >= 7
#define TRANSLATE_ARGUMENTS struct qemu_plugin_tb *block, void *data
#define CPU_ARGUMENTS unsigned int cpu, void *data
#define EXIT_ARGUMENTS void *data
#define ON_TRANSLATE(id, name) qemu_plugin_register_vcpu_tb_trans_cb(id, name, NULL)
#define ON_CPU_RESUME(id, name) qemu_plugin_register_vcpu_resume_cb(id, name, NULL)
#else
#define TRANSLATE_ARGUMENTS qemu_plugin_id_t id, struct qemu_plugin_tb *block
#define CPU_ARGUMENTS qemu_plugin_id_t id, unsigned int cpu
#define EXIT_ARGUMENTS qemu_plugin_id_t id, void *data
#define ON_TRANSLATE(id, name) qemu_plugin_register_vcpu_tb_trans_cb(id, name)
#define ON_CPU_RESUME(id, name) qemu_plugin_register_vcpu_resume_cb(id, name)
#endif

/* An instruction's bytes, of which there is room for `room`; how many it has. */
static inline size_t insn_bytes(const struct qemu_plugin_insn *insn, uint8_t *bytes, size_t room)
{
	size_t size = qemu_plugin_insn_size(insn);

	size = size < room ? size : room;
#if PLUGIN_VERSION >= 3
	return qemu_plugin_insn_data(insn, bytes, size);
#else
	memcpy(bytes, qemu_plugin_insn_data(insn), size);
	return size;
#endif
}

#endif
