// SPDX-License-Identifier: GPL-2.0-or-later
/* What is in the guest's memory when a plan has been carried out, and that nothing else has changed
 * there. */
#include <string.h>
#include "unit.h"
#include "commit_fixture.h"
#include "layout.h"

TEST_AFTER(commit_setup, segments)
{
	memset(image.bytes + SEGMENTS_AT, 0x11, 0x800);
	memset(image.bytes + SEGMENTS_AT + 0x800, 0x22, 0x1000);
	commit();
	assert_all(0x100000, 0x11, 0x800);
	assert_all(0x100800, 0, 0x800);
	assert_all(0x200000, 0x22, 0x1000);
	assert_nothing_else_written();
}

TEST_AFTER(commit_setup, each_segment_is_one_read)
{
	const struct fake_write *write = fake_log()->write;
	uint32_t before;

	make_plan();
	before = fake_log()->calls;
	plan_commit(&plan);
	assert_int_equal(fake_log()->calls, before + 3);
	assert_int_equal(guest_address(write[before].dst), 0x100000);
	assert_int_equal(write[before].len, 0x800);
	assert_int_equal(guest_address(write[before + 1].dst), 0x100800);
	assert_int_equal(write[before + 1].key, FW_CFG_INVALID);
	assert_int_equal(guest_address(write[before + 2].dst), 0x200000);
	assert_int_equal(write[before + 2].offset, SEGMENTS_AT + 0x800);
	assert_int_equal(write[before + 2].len, 0x1000);
}

TEST_AFTER(commit_setup, qemus_kernel_is_left_alone)
{
	use_qemus_kernel(0x1000000, 0x200000, 0x1000000);
	commit();
	assert_all(0x1000000, DIRT, 0x200000);
	assert_nothing_else_written();
}

TEST_AFTER(commit_setup, tables)
{
	struct hvm_start_info info;
	struct hvm_memmap_table_entry entry;
	struct hvm_modlist_entry module;

	use_file(&dir.module[0].data, "an initrd", 9);
	commit();
	memcpy(&info, guest(plan.tables_paddr), sizeof(info));
	assert_int_equal(info.magic, 0x336ec578);
	assert_int_equal(info.nr_modules, 1);
	assert_int_equal(info.rsdp_paddr, RSDP);
	memcpy(&module, guest(info.modlist_paddr), sizeof(module));
	assert_bytes(module.paddr, "an initrd", 9);
	for (uint32_t i = 0; i < info.memmap_entries; i++) {
		memcpy(&entry, guest(info.memmap_paddr) + i * sizeof(entry), sizeof(entry));
		assert_memory_equal(&entry, plan.space.map.entry + i, sizeof(entry));
	}
	assert_bytes(plan.tables_paddr + offsetof(struct tables, gdt),
		     "the descriptor table of the stage, forty-eight.", GDT_SIZE);
	assert_all(info.modlist_paddr + sizeof(module), 0, (MODULE_MAX - 1) * sizeof(module));
	assert_nothing_else_written();
}

TEST_AFTER(commit_setup, modules_and_their_texts)
{
	use_file(&dir.module[0].data, "0th", 3);
	use_file(&dir.module[1].data, "1st", 3);
	use_file(&dir.module[1].cmdline, "first\n", 6);
	dir.module_last = 1;
	commit();
	assert_bytes(plan.tables.modlist[0].paddr, "0th", 3);
	assert_bytes(plan.tables.modlist[1].paddr, "1st", 3);
	assert_string_equal((const char *)guest(plan.tables.modlist[1].cmdline_paddr), "first");
	assert_nothing_else_written();
}
