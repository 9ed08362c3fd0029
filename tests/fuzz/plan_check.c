// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "layout.h"
#include "plan_check.h"

/* A stretch of guest memory that has been filled. */
struct range {
	uint64_t start, end;
	uint16_t key; /* FW_CFG_INVALID: cleared */
	uint32_t offset;
};

static struct range ranges[FAKE_WRITES + 1];
static uint32_t ranges_count;
static const struct plan_input *in;
static struct hvm_start_info info;
static uint64_t tables, tables_end;

static bool meet(uint64_t start, uint64_t end, uint64_t other, uint64_t other_end)
{
	return start < other_end && other < end;
}

static void collect_ranges(void)
{
	const struct fake_log *log = fake_log();

	CHECK(log->calls <= FAKE_WRITES);
	for (ranges_count = 0; ranges_count < log->calls; ranges_count++) {
		const struct fake_write *write = log->write + ranges_count;
		int64_t start = guest_address(write->dst);

		CHECK(start >= 0);
		ranges[ranges_count] =
			(struct range){ start, start + write->len, write->key, write->offset };
	}
	ranges[ranges_count++] = (struct range){ tables, tables_end, 0, 0 };
}

/* Everything is in RAM, clear of what is still in use, and of all the rest. */
static void check_ranges(void)
{
	for (uint32_t i = 0; i < ranges_count; i++) {
		const struct range *r = ranges + i;

		CHECK(r->end < 1ULL << 32 && r->start >= ROM_LIVE_END);
		CHECK(plan_input_is_ram(in, r->start, r->end - r->start));
		for (uint32_t j = 0; j < i; j++)
			CHECK(!meet(r->start, r->end, ranges[j].start, ranges[j].end));
	}
}

static const struct range *find(uint64_t start, uint64_t end, uint16_t key)
{
	for (uint32_t i = 0; i < ranges_count; i++)
		if (ranges[i].start == start && ranges[i].end == end && ranges[i].key == key)
			return ranges + i;
	return NULL;
}

/* [start, start + size) has been filled from `key`, from `offset` on, and cleared behind `filled`
 * bytes. */
static void check_filled(uint64_t start, uint64_t filled, uint64_t size, uint16_t key,
			 uint32_t offset)
{
	const struct range *r = find(start, start + filled, key);

	CHECK(!filled || (r && r->offset == offset));
	CHECK(filled == size || find(start + filled, start + size, FW_CFG_INVALID));
}

static void check_low(uint64_t start, uint64_t end)
{
	CHECK(start >= TABLES_BASE && end <= TABLES_HIGH_END && start % 16 == 0);
}

static void check_text(uint64_t at, struct fw_item item)
{
	CHECK(!at == !item.key);
	if (!at)
		return;
	check_low(at, at + item.size + 1);
	check_filled(at, item.size, item.size + 1ULL, item.key, 0);
}

static void check_cmdline(void)
{
	struct fw_item item = in->dir.file[FW_CMDLINE];

	if (!item.key && in->append_size)
		item = (struct fw_item){ FW_CFG_CMDLINE_DATA, in->append_size - 1 };
	if (item.key)
		check_text(info.cmdline_paddr, item);
	else
		CHECK(!*guest(info.cmdline_paddr));
}

static void check_module(uint32_t n, struct fw_item data, struct fw_item text)
{
	struct hvm_modlist_entry entry;

	memcpy(&entry, guest(info.modlist_paddr) + n * sizeof(entry), sizeof(entry));
	CHECK(entry.paddr % 4096 == 0 && entry.paddr >= HIGH_MEMORY_BASE);
	CHECK(entry.size == data.size && !entry.reserved);
	check_filled(entry.paddr, data.size, data.size, data.key, 0);
	check_text(entry.cmdline_paddr, text);
}

static void check_modules(void)
{
	struct fw_item initrd = in->dir.module[0].data;
	uint32_t n = 0;

	if (!initrd.key)
		initrd = (struct fw_item){ FW_CFG_INITRD_DATA, in->initrd_size };
	if (initrd.size)
		check_module(n++, initrd, in->dir.module[0].cmdline);
	for (uint32_t i = 1; i <= in->dir.module_last; i++)
		check_module(n++, in->dir.module[i].data, in->dir.module[i].cmdline);
	CHECK(info.nr_modules == n && !info.modlist_paddr == !n);
	CHECK(!n ||
	      (info.modlist_paddr >= tables && info.modlist_paddr + 32 * n <= info.memmap_paddr));
}

static void check_tables(const struct plan *plan)
{
	CHECK(info.magic == 0x336ec578 && info.version == 1 && !info.flags && !info.reserved);
	CHECK(info.rsdp_paddr == in->firmware.rsdp);
	CHECK(info.memmap_entries == plan->space.map.count && info.memmap_paddr % 8 == 0);
	CHECK(!memcmp(guest(info.memmap_paddr), plan->space.map.entry, info.memmap_entries * 24));
	check_low(tables, tables_end);
}

/* In place already: nothing may be written there. */
static void check_qemus(const struct plan *plan)
{
	CHECK(plan->kernel.entry == in->entry);
	for (uint32_t i = 0; i < in->loads_count; i++) {
		const struct elf64_phdr *p = in->load + i;

		CHECK(p->p_paddr >= FIRMWARE_CLEARED_END &&
		      plan_input_is_ram(in, p->p_paddr, p->p_memsz));
		for (uint32_t j = 0; j < ranges_count; j++)
			CHECK(!meet(p->p_paddr, p->p_paddr + p->p_memsz, ranges[j].start,
				    ranges[j].end));
	}
}

/* Loaded by us, all of it moved by the same distance, or not at all. */
static void check_ours(const struct plan *plan)
{
	uint32_t distance = plan->kernel.entry - in->entry, start = 0xffffffff, last = 0;

	for (uint32_t i = 0; i < in->loads_count; i++) {
		const struct elf64_phdr *p = in->load + i;
		uint32_t at = p->p_paddr + distance;

		check_filled(at, p->p_filesz, p->p_memsz, KERNEL_KEY, p->p_offset);
		start = at < start ? at : start;
		last = at + p->p_memsz - 1 > last ? at + p->p_memsz - 1 : last;
	}
	if (!distance)
		return;
	CHECK(in->may_move && start % in->reloc_align == 0);
	CHECK(start >= in->reloc_min && last <= in->reloc_last);
}

/* Of a kernel that QEMU has put in place the ROM need not know more than the range, if that is
 * usable. */
static bool is_in_qemus_range(uint32_t entry)
{
	uint64_t start = in->qemus_start, size = in->qemus_size;

	return in->is_qemus && start >= FIRMWARE_CLEARED_END &&
	       plan_input_is_ram(in, start, size) && entry - start < size;
}

static void check_entry(void)
{
	uint32_t i = 0;

	while (i < in->loads_count && in->entry - in->load[i].p_paddr >= in->load[i].p_memsz)
		i++;
	CHECK(i < in->loads_count || is_in_qemus_range(in->entry));
}

void plan_check(const struct plan_input *input, const struct plan *plan)
{
	in = input;
	tables = plan->tables_paddr;
	memcpy(&info, guest(tables), sizeof(info));
	tables_end = info.memmap_paddr + 24ULL * info.memmap_entries;
	collect_ranges();
	check_ranges();
	check_tables(plan);
	check_cmdline();
	check_modules();
	check_entry();
	if (in->is_qemus)
		check_qemus(plan);
	else
		check_ours(plan);
}
