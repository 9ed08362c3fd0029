// SPDX-License-Identifier: GPL-2.0-or-later
/* The module list: the initrd first, then opt/pvh/module1 and on. */
#include "layout.h"
#include "plan.h"

#define PAGE_SIZE 0x1000
#define TOP 0xffffffff

/* As high as can be: out of the way of what the kernel allocates first. */
static const struct slot module_slot = { HIGH_MEMORY_BASE, TOP, PAGE_SIZE, true };

/* Where QEMU would have it, if that is free, else a place of our own. 0 if there is none. */
static uint32_t find_place(const struct space *space, uint32_t size, uint32_t wanted)
{
	struct conflict conflict;
	struct area area;

	area.start = wanted;
	area.size = size;
	if (wanted % PAGE_SIZE == 0 && area_is_usable(space, &area, HIGH_MEMORY_BASE, &conflict) &&
	    !area_conflict(space, wanted, size))
		return wanted;
	return area_find(space, &module_slot, size);
}

/* Module `number` (0: the initrd), wanted by QEMU at `wanted` (0: nowhere in particular). */
static void add_module(struct plan *plan, const struct fw_module *m, uint32_t number, uint32_t wanted)
{
	struct hvm_modlist_entry *entry = plan->tables.modlist + plan->tables.start_info.nr_modules++;
	uint32_t size = m->data.size, at = find_place(&plan->space, size, wanted);
	struct area *area;

	if (!at && number)
		refuse(MODULE_NO_ROOM, number, size);
	if (!at)
		refuse(NO_ROOM, "initrd", size);
	area = area_add(&plan->space, at, size);
	area->filled = size;
	area->key = m->data.key;
	set_low(&entry->paddr, at);
	set_low(&entry->size, size);
	set_low(&entry->cmdline_paddr, plan_text(plan, m->cmdline));
}

/* An empty initrd is none: a guest that finds a module list expects something in it. */
static void add_initrd(struct plan *plan, const struct fw_dir *dir)
{
	struct fw_module initrd = dir->module[0];
	uint32_t wanted = 0;

	if (!initrd.data.key) {
		initrd.data = (struct fw_item){ FW_CFG_INITRD_DATA, fw_cfg_read_u32(FW_CFG_INITRD_SIZE) };
		/* Beside a multiboot -kernel it is multiboot's own information. */
		if (dir->is_multiboot)
			return;
		if (initrd.data.size && !plan->is_early)
			wanted = fw_cfg_read_u32(FW_CFG_INITRD_ADDR);
	}
	if (initrd.data.size)
		add_module(plan, &initrd, 0, wanted);
}

void plan_modules(struct plan *plan, const struct fw_dir *dir)
{
	if (dir->module_last >= MODULE_MAX)
		refuse(MODULE_TOO_MANY, dir->module_last, MODULE_MAX - 1);
	add_initrd(plan, dir);
	for (uint32_t n = 1; n <= dir->module_last; n++) {
		if (!dir->module[n].data.key)
			refuse(MODULE_MISSING, n);
		add_module(plan, dir->module + n, n, 0);
	}
}
