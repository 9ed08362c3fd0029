// SPDX-License-Identifier: GPL-2.0-or-later
/* The kernel: from opt/pvh/kernel, or where QEMU has put it; moved if it must be and may. */
#include "compiler.h"
#include "layout.h"
#include "plan.h"

#define TOP 0xffffffff /* the last address below 4 GiB is never RAM */

/*
 * -kernel with an ELF that QEMU took for PVH sets an entry, one with a bzImage does
 * not. One with multiboot does, too, but brings its own ROM.
 */
bool plan_find_kernel(struct plan *plan, const struct fw_dir *dir)
{
	plan->kernel.file = dir->file[FW_KERNEL];
	if (!plan->kernel.file.key && !dir->is_multiboot)
		plan->kernel.entry = fw_cfg_read_u32(FW_CFG_KERNEL_ENTRY);
	return plan->kernel.file.key || plan->kernel.entry;
}

/* One area, already filled, stands for all segments. */
static void take_qemus(struct kernel *kernel, struct space *space)
{
	uint32_t start = fw_cfg_read_u32(FW_CFG_KERNEL_ADDR), size = fw_cfg_read_u32(FW_CFG_KERNEL_SIZE);

	area_add(space, start, size < TOP - start ? size : TOP - start);
	kernel->has_entry = true;
}

/* The first area that cannot be where it is, or NULL. What QEMU puts low at reset SeaBIOS overwrites. */
static OUT_OF_LINE const struct area *misplaced(const struct plan *plan, struct conflict *conflict)
{
	const struct area *a = plan->space.area;
	uint32_t live_end = plan->kernel.file.key ? ROM_LIVE_END : FIRMWARE_CLEARED_END;

	for (uint32_t n = plan->space.count; n; n--, a++)
		if (!area_is_usable(&plan->space, a, live_end, conflict))
			return a;
	return NULL;
}

/* Move all areas by the same distance. */
static void shift(struct plan *plan, uint32_t distance)
{
	struct area *a = plan->space.area;

	for (uint32_t n = plan->space.count; n; n--, a++)
		a->start += distance;
	plan->kernel.entry += distance;
}

/* XEN_ELFNOTE_PHYS32_RELOC: to the lowest place that the note allows, in one piece. */
static void relocate(struct plan *plan)
{
	const struct reloc *reloc = &plan->kernel.reloc;
	struct slot slot = { reloc->min, reloc->last == TOP ? TOP : reloc->last + 1, reloc->align, false };
	uint32_t start = TOP, end = 0, count = plan->space.count, at;
	const struct area *a = plan->space.area;

	if (reloc->align & (reloc->align - 1))
		refuse(RELOC_NOTE_BAD, reloc->align);
	for (uint32_t n = count; n; n--, a++) {
		start = a->start < start ? a->start : start;
		end = a->start + a->size > end ? a->start + a->size : end;
	}
	plan->space.count = 0; /* where it was linked it is not in its own way */
	at = area_find(&plan->space, &slot, end - start);
	plan->space.count = count;
	if (!at)
		refuse(KERNEL_NO_ROOM, end - start, reloc->align, reloc->min, reloc->last);
	shift(plan, at - start);
}

/*
 * QEMU's range begins with its lowest segment, be it empty. The headers tell; but QEMU hands them out from
 * a buffer on its stack, long after it has returned from there: often they are spoiled, sometimes a little.
 */
static void look_closer(struct space *space, struct elf_window *window)
{
	fw_cfg_read(FW_CFG_SETUP_DATA, 0, window->bytes, sizeof(window->bytes));
	elf_skip_empty(space->area, window);
}

void plan_kernel(struct plan *plan, struct elf_window *window)
{
	bool from_file = plan->kernel.file.key;
	struct conflict conflict;
	const struct area *a;

	if (from_file)
		kernel_read(&plan->kernel, &plan->space, window);
	else
		take_qemus(&plan->kernel, &plan->space);
	a = misplaced(plan, &conflict);
	if (a && !from_file) {
		look_closer(&plan->space, window);
		a = misplaced(plan, &conflict);
	}
	kernel_check_entry(&plan->kernel, &plan->space);
	if (a && from_file && plan->kernel.reloc.allowed)
		relocate(plan);
	else if (a)
		refuse(KERNEL_NOT_RAM, a->start, a->start + a->size - 1, conflict.start, conflict.last, conflict.what);
}
