// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan/plan.h"
#include "layout.h"
#include "machine/mem.h"
#include "messages/errors.h"
#include "plan/place.h"
#include "plan/place_kernel.h"
#include "plan/place_modules.h"
#include "stage.h"

uint32_t plan_tables_size(const struct plan *plan)
{
	return sizeof(struct tables) +
	       plan->space.map.count * sizeof(struct hvm_memmap_table_entry);
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

static void place_tables(struct plan *plan)
{
	uint32_t size = plan_tables_size(plan);
	struct area *area = place_low(&plan->space, size);

	if (!area)
		refuse(NO_ROOM, "tables", size);
	plan->tables_paddr = area->start;
	memcpy(plan->tables.gdt, stage_gdt, GDT_SIZE);
}

static void fill_start_info(struct plan *plan, uint32_t rsdp)
{
	struct hvm_start_info *info = &plan->tables.start_info;

	info->magic = XEN_HVM_START_MAGIC_VALUE;
	info->version = HVM_START_INFO_VERSION;
	/* FreeBSD takes any list for its loader's metadata, so without modules there must be no
	 * list. */
	if (info->nr_modules)
		info->modlist_paddr = plan->tables_paddr + offsetof(struct tables, modlist);
	info->rsdp_paddr = rsdp;
	info->memmap_paddr = plan->tables_paddr + sizeof(struct tables);
	info->memmap_entries = plan->space.map.count;
}

void plan_make(struct plan *plan, const struct fw_dir *dir, const struct firmware *firmware,
	       struct elf_window *window)
{
	struct space *space = &plan->space;
	uint32_t cmdline;

	memmap_build(&space->map, firmware->e820, firmware->e820_count);
	place_kernel(&plan->kernel, space, window);
	place_tables(plan);
	cmdline = place_text(space, find_cmdline(dir));
	/* OSv and Toro read a command line at whatever address they are given, and at 0 are the
	 * interrupt vectors. */
	if (!cmdline)
		cmdline = plan->tables_paddr + offsetof(struct tables, empty_string);
	plan->tables.start_info.cmdline_paddr = cmdline;
	place_modules(space, &plan->tables, dir, plan->is_early);
	fill_start_info(plan, firmware->rsdp);
}
