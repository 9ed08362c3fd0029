/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Modules beside the good kernel, and what the plan's module list says of them. */
#ifndef MODULE_FIXTURE_H
#define MODULE_FIXTURE_H

#include "plan_fixture.h"

#define INFO plan.tables.start_info
/* Areas 0 and 1 are the kernel's, 2 is the end of low memory, 3 the tables. */
#define FIRST_MODULE 4

/* -initrd as QEMU passes it on. */
void use_qemus_initrd(uint32_t address, uint32_t size);
/* opt/pvh/moduleN, or the initrd if `number` is 0. */
void use_module(uint32_t number, uint32_t size);
void use_module_cmdline(uint32_t number, uint32_t size);
/* Entry `n` of the list. */
void assert_listed(uint32_t n, uint64_t paddr, uint64_t size, uint64_t cmdline);

#endif
