// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan/place_modules.h"
#include "layout.h"
#include "messages/errors.h"
#include "plan/place.h"

/* As high as possible: a kernel's early allocations, which grow upwards from its end, do not reach
 * them. */
static const struct slot module_slot = { HIGH_MEMORY_BASE, ADDRESS_MAX, PAGE_SIZE, true };

/* `wanted`, if `size` bytes are free RAM there, else a place of our own. 0 if there is none. */
static uint32_t find_module_place(const struct space *space, uint32_t size, uint32_t wanted)
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

/* Module `number`, 0 for the initrd; `wanted` is QEMU's address for it, 0 for none. */
static void add_module(struct space *space, struct tables *tables, const struct fw_module *m,
		       uint32_t number, uint32_t wanted)
{
	struct hvm_modlist_entry *entry = tables->modlist + tables->start_info.nr_modules++;
	uint32_t size = m->data.size, at = find_module_place(space, size, wanted);
	struct area *area;

	if (!at)
		refuse(NO_ROOM, number ? "module" : "initrd", size);
	area = area_add(space, at, size);
	area->filled = size;
	area->key = m->data.key;
	entry->paddr = at;
	entry->size = size;
	entry->cmdline_paddr = place_text(space, m->cmdline);
}

/* An empty initrd is none: a guest that finds a module list expects something in it. */
static void add_initrd(struct space *space, struct tables *tables, const struct fw_dir *dir,
		       bool is_early)
{
	struct fw_module initrd = dir->module[0];
	uint32_t wanted = 0;

	if (!initrd.data.key) {
		/* Beside a multiboot -kernel this item holds multiboot's own information. */
		if (dir->is_multiboot)
			return;
		initrd.data =
			(struct fw_item){ FW_CFG_INITRD_DATA, fw_cfg_read_u32(FW_CFG_INITRD_SIZE) };
		if (initrd.data.size && !is_early)
			wanted = fw_cfg_read_u32(FW_CFG_INITRD_ADDR);
	}
	if (initrd.data.size)
		add_module(space, tables, &initrd, 0, wanted);
}

void place_modules(struct space *space, struct tables *tables, const struct fw_dir *dir,
		   bool is_early)
{
	if (dir->module_last >= MODULE_MAX)
		refuse(TOO_MANY_MODULES, dir->module_last, MODULE_MAX - 1);
	add_initrd(space, tables, dir, is_early);
	for (uint32_t n = 1; n <= dir->module_last; n++) {
		if (!dir->module[n].data.key)
			refuse(NO_MODULE, n);
		add_module(space, tables, dir->module + n, n, 0);
	}
}
