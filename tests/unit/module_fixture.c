// SPDX-License-Identifier: GPL-2.0-or-later
#include "unit.h"
#include "module_fixture.h"

void use_qemus_initrd(uint32_t address, uint32_t size)
{
	fake_u32(FW_CFG_INITRD_ADDR, address);
	fake_u32(FW_CFG_INITRD_SIZE, size);
}

void use_module(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].data, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

void use_module_cmdline(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].cmdline, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

void assert_listed(uint32_t n, uint64_t paddr, uint64_t size, uint64_t cmdline)
{
	const struct hvm_modlist_entry *entry = plan.tables.modlist + n;

	assert_true(n < INFO.nr_modules);
	assert_int_equal(entry->paddr, paddr);
	assert_int_equal(entry->size, size);
	assert_int_equal(entry->cmdline_paddr, cmdline);
	assert_int_equal(entry->reserved, 0);
}
