// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan.h"
#include "layout.h"
#include "mem.h"
#include "phys.h"

/* stage.S */
extern const uint8_t stage_gdt[GDT_SIZE];

struct area *plan_low(struct plan *plan, uint32_t size)
{
	static const struct slot low = { TABLES_BASE, LOW_MEMORY_END, 16, false };
	static const struct slot high = { HIGH_MEMORY_BASE, TABLES_HIGH_END, 16, true };
	uint32_t at = area_find(&plan->space, &low, size);

	if (!at)
		at = area_find(&plan->space, &high, size);
	return at ? area_add(&plan->space, at, size) : NULL;
}

uint32_t plan_text(struct plan *plan, struct fw_item item)
{
	struct area *area;

	if (!item.key)
		return 0;
	area = item.size + 1 ? plan_low(plan, item.size + 1) : NULL;
	if (!area)
		refuse(NO_ROOM, "command line", item.size + 1);
	area->filled = item.size;
	area->key = item.key;
	area->is_text = true;
	return area->start;
}

/* opt/pvh/cmdline, or -append, whose size counts its NUL. */
static struct fw_item find_cmdline(const struct fw_dir *dir)
{
	struct fw_item item = dir->file[FW_CMDLINE];

	if (item.key)
		return item;
	item.size = fw_cfg_read_u32(FW_CFG_CMDLINE_SIZE);
	if (item.size)
		item = (struct fw_item){ FW_CFG_CMDLINE_DATA, item.size - 1 };
	return item;
}

static uint32_t tables_size(const struct plan *plan)
{
	return sizeof(struct tables) + plan->space.map.count * sizeof(struct hvm_memmap_table_entry);
}

static void plan_tables(struct plan *plan)
{
	uint32_t size = tables_size(plan);
	struct area *area = plan_low(plan, size);

	if (!area)
		refuse(NO_ROOM, "tables", size);
	plan->tables_paddr = area->start;
	memcpy(plan->tables.gdt, stage_gdt, GDT_SIZE);
}

static void plan_start_info(struct plan *plan, uint32_t rsdp)
{
	struct hvm_start_info *info = &plan->tables.start_info;

	info->magic = XEN_HVM_START_MAGIC_VALUE;
	info->version = HVM_START_INFO_VERSION;
	/* FreeBSD takes any list for its loader's metadata, so none must be none. */
	if (info->nr_modules)
		set_low(&info->modlist_paddr, plan->tables_paddr + offsetof(struct tables, modlist));
	set_low(&info->rsdp_paddr, rsdp);
	set_low(&info->memmap_paddr, plan->tables_paddr + sizeof(struct tables));
	info->memmap_entries = plan->space.map.count;
}

void plan_make(struct plan *plan, const struct fw_dir *dir, const struct firmware *firmware, struct elf_window *window)
{
	memmap_build(&plan->space.map, firmware->e820, firmware->e820_count);
	plan_kernel(plan, window);
	area_add(&plan->space, firmware->low_end, LOW_MEMORY_END - firmware->low_end);
	plan_tables(plan);
	set_low(&plan->tables.start_info.cmdline_paddr, plan_text(plan, find_cmdline(dir)));
	plan_modules(plan, dir);
	plan_start_info(plan, firmware->rsdp);
}

/* A file may end with a NUL, a newline or both, or with neither. */
static void end_text(const struct area *area)
{
	char *s = phys(area->start);
	uint32_t end = area->filled;

	while (end && !s[end - 1])
		end--;
	if (end && s[end - 1] == '\n')
		s[end - 1] = '\0';
}

static void load_area(const struct area *area)
{
	fw_cfg_read(area->key, area->offset, phys(area->start), area->filled);
	if (area->size > area->filled)
		fw_cfg_clear(phys(area->start + area->filled), area->size - area->filled);
	if (area->is_text)
		end_text(area);
}

void plan_commit(const struct plan *plan)
{
	const struct area *a = plan->space.area;

	for (uint32_t n = plan->space.count; n; n--, a++)
		if (a->key)
			load_area(a);
	memcpy(phys(plan->tables_paddr), &plan->tables, sizeof(plan->tables));
	memcpy(phys(plan->tables_paddr + sizeof(plan->tables)), plan->space.map.entry,
	       tables_size(plan) - sizeof(plan->tables));
}
