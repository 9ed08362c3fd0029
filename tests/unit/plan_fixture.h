/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine of 128 MiB with a good kernel in fw_cfg, and the plan for booting it. */
#ifndef PLAN_FIXTURE_H
#define PLAN_FIXTURE_H

#include "kernel_fixture.h"
#include "plan/plan.h"

#define LOW_RAM_END 0x9fc00
#define TOP_OF_RAM 0x7fe0000
#define RSDP 0xf5270
/* What the plan's tables take with that machine's six entries. */
#define TABLES_SIZE (sizeof(struct tables) + 6 * sizeof(struct hvm_memmap_table_entry))

#define INFO plan.tables.start_info
/* Areas 0 and 1 are the kernel's, 2 is the end of low memory, 3 the tables. */
#define FIRST_MODULE 3

extern struct plan plan;
extern struct fw_dir dir;

/* A cmocka setup: the machine, opt/pvh/kernel in fw_cfg, nothing else. */
int plan_setup(void **state);
/* Replace the kernel by one of a single segment that QEMU has put in place; image is what it shows
 * of the file. */
void use_qemus_kernel(uint32_t start, uint32_t size, uint32_t entry);
/* Replace the memory map; entries stay the caller's. */
void use_map(const struct hvm_memmap_table_entry *e820, uint32_t count);
/* Give file or module `*item` a key of its own and these bytes, or zeros if `data` is NULL. */
void use_file(struct fw_item *item, const void *data, uint32_t size);
/* -initrd as QEMU passes it on. */
void use_qemus_initrd(uint32_t address, uint32_t size);
/* opt/pvh/moduleN, or the initrd if `number` is 0. */
void use_module(uint32_t number, uint32_t size);
void use_module_cmdline(uint32_t number, uint32_t size);
/* find_kernel and plan_make. */
void make_plan(void);
/* Area `n` of the plan. */
void assert_planned(uint32_t n, uint32_t start, uint32_t size, uint16_t key);
/* Entry `n` of the module list. */
void assert_listed(uint32_t n, uint64_t paddr, uint64_t size, uint64_t cmdline);
/* No area meets another, and all are in RAM. */
void assert_sound(void);

#endif
