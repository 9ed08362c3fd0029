// SPDX-License-Identifier: GPL-2.0-or-later
/* What is in the guest's memory, full of dirt before, when a plan has been carried out, and that
 * nothing else has changed there. */
#include <stdlib.h>
#include <string.h>
#include "unit.h"
#include "layout.h"
#include "plan/commit.h"
#include "plan_fixture.h"

#define DIRT 0xaa

static int commit_setup(void **state)
{
	guest_reset();
	return plan_setup(state);
}

static void commit(void)
{
	make_plan();
	memset(guest(0), DIRT, TOP_OF_RAM);
	plan_commit(&plan);
}

static void assert_bytes(uint32_t address, const void *bytes, uint32_t size)
{
	assert_memory_equal(guest(address), bytes, size);
}

/* All `size` bytes are `value`. */
static void assert_all(uint32_t address, uint8_t value, uint32_t size)
{
	const uint8_t *at = guest(address);

	assert_true(!size || (*at == value && !memcmp(at, at + 1, size - 1)));
}

static int by_start(const void *a, const void *b)
{
	const struct area *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

/* Between the areas, and in those that somebody else fills, all is as it was. */
static void assert_nothing_else_written(void)
{
	uint32_t at = 0;

	qsort(plan.space.area, plan.space.count, sizeof(plan.space.area[0]), by_start);
	for (uint32_t i = 0; i < plan.space.count; i++) {
		const struct area *a = plan.space.area + i;

		if (!a->key && a->start != plan.tables_paddr)
			continue;
		assert_all(at, DIRT, a->start - at);
		at = a->start + a->size;
	}
	assert_all(at, DIRT, TOP_OF_RAM - at);
}

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

/*
 * A text of `size` bytes as file and as -append is read as `wanted`, and ends within its own area.
 */
static void assert_text(const char *bytes, uint32_t size, const char *wanted)
{
	uint64_t at;

	plan_setup(NULL);
	use_file(&dir.file[FW_CMDLINE], bytes, size);
	commit();
	at = plan.tables.start_info.cmdline_paddr;
	assert_string_equal((const char *)guest(at), wanted);
	assert_int_equal(*guest(at + size), 0);
	assert_int_equal(*guest(at + size + 1), DIRT);
}

TEST_AFTER(commit_setup, endings_of_a_text)
{
	assert_text("console=ttyS0", 13, "console=ttyS0");
	assert_text("console=ttyS0", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\n\0\0\0", 17, "console=ttyS0");
	assert_text("console=ttyS0\n\n", 15, "console=ttyS0\n");
	assert_text("two\nlines\n", 10, "two\nlines");
}

TEST_AFTER(commit_setup, texts_of_hardly_anything)
{
	assert_text("", 0, "");
	assert_text("", 1, "");
	assert_text("\n", 1, "");
	assert_text("\n", 2, "");
	assert_text("\0\0\0", 3, "");
	assert_text("x", 1, "x");
}

TEST_AFTER(commit_setup, append_with_and_without_its_nul)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 6);
	fake_item(FW_CFG_CMDLINE_DATA, "quiet", 6);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
	assert_nothing_else_written();
	fake_item(FW_CFG_CMDLINE_DATA, "quieter", 7);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
}

TEST_AFTER(commit_setup, a_text_of_100000_bytes)
{
	static char text[100001];

	memset(text, 'x', sizeof(text) - 1);
	assert_text(text, 100000, text);
	assert_nothing_else_written();
}
