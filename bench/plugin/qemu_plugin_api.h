/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of QEMU's TCG plugin interface, version 1, that ours call.
 * Distributions ship QEMU with plugins enabled but without the header for
 * them, so the few declarations needed are made here.
 * Included by count.c and stamp.c only.
 */
#ifndef QEMU_PLUGIN_API_H
#define QEMU_PLUGIN_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLUGIN_API_VERSION 1
#define PLUGIN_EXPORT __attribute__((visibility("default")))

struct qemu_plugin_tb; /* a block of guest code being translated */
struct qemu_plugin_insn; /* one instruction of it */
struct qemu_plugin_hwaddr; /* where a memory access went */
struct qemu_info_t; /* what QEMU says about itself; not needed here */

typedef uint64_t plugin_id;
typedef uint32_t plugin_meminfo;

/* Registers that a callback reads; version 1 lets it read none anyway. */
enum plugin_registers { PLUGIN_NO_REGISTERS = 0 };

/*
 * Accesses that a callback is told of. QEMU 7.2 has values for loads and
 * stores alone too, but takes one for the other and then skips callbacks.
 */
enum plugin_direction { PLUGIN_LOADS_AND_STORES = 3 };

typedef void (*plugin_translate_fn)(plugin_id id, struct qemu_plugin_tb *block);
typedef void (*plugin_execute_fn)(unsigned int cpu, void *data);
typedef void (*plugin_access_fn)(unsigned int cpu, plugin_meminfo info, uint64_t address, void *data);
typedef void (*plugin_cpu_fn)(plugin_id id, unsigned int cpu);
typedef void (*plugin_exit_fn)(plugin_id id, void *data);

/* Translation: called once per block, before the block first runs. */
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, plugin_translate_fn fn);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);

/* Execution: what a translated block or instruction calls whenever it runs. */
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, plugin_execute_fn fn,
					  enum plugin_registers registers, void *data);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, plugin_execute_fn fn,
					    enum plugin_registers registers, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, plugin_access_fn fn,
				      enum plugin_registers registers, enum plugin_direction direction, void *data);
struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(plugin_meminfo info, uint64_t address);
bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *place);

/* A CPU goes on after it was idle; for the first time, when QEMU lets the guest start. */
void qemu_plugin_register_vcpu_resume_cb(plugin_id id, plugin_cpu_fn fn);

/* The end of QEMU. */
void qemu_plugin_register_atexit_cb(plugin_id id, plugin_exit_fn fn, void *data);

/* What the plugin itself has to export. */
PLUGIN_EXPORT extern int qemu_plugin_version;
PLUGIN_EXPORT int qemu_plugin_install(plugin_id id, const struct qemu_info_t *info, int argc, char **argv);

#endif
