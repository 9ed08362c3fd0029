// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan/place_kernel.h"
#include <stddef.h>
#include "elf/kernel_read.h"
#include "layout.h"
#include "machine/phys.h"
#include "messages/errors.h"

/*
 * QEMU sets an entry if -kernel is an ELF file that it took for a PVH kernel, and none for a
 * bzImage. It also does for multiboot, but that has a ROM of its own.
 */
bool find_kernel(struct kernel *kernel, const struct fw_dir *dir)
{
	kernel->file = dir->file[FW_KERNEL];
	if (!kernel->file.key && !dir->is_multiboot)
		kernel->entry = fw_cfg_read_u32(FW_CFG_KERNEL_ENTRY);
	return kernel->file.key || kernel->entry;
}

/* QEMU has loaded the kernel: one area, already filled, for all its segments. */
static void take_qemus(struct kernel *kernel, struct space *space)
{
	uint32_t start = fw_cfg_read_u32(FW_CFG_KERNEL_ADDR),
		 size = fw_cfg_read_u32(FW_CFG_KERNEL_SIZE);

	area_add(space, start, size < ADDRESS_MAX - start ? size : ADDRESS_MAX - start);
	kernel->has_entry = true;
}

/* The first area that cannot be where it is, or NULL. SeaBIOS overwrites what QEMU loads low at
 * reset. */
static const struct area *find_misplaced(const struct kernel *kernel, const struct space *space,
					 struct conflict *conflict)
{
	uint32_t live_end = kernel->file.key ? ROM_LIVE_END : FIRMWARE_CLEARED_END;

	for (uint32_t i = 0; i < space->count; i++)
		if (!area_is_usable(space, space->area + i, live_end, conflict))
			return space->area + i;
	return NULL;
}

/* Move all areas by the same distance. */
static void shift(struct kernel *kernel, struct space *space, uint32_t distance)
{
	for (uint32_t i = 0; i < space->count; i++)
		space->area[i].start += distance;
	kernel->entry += distance;
}

/* XEN_ELFNOTE_PHYS32_RELOC: to the lowest place that the note allows, in one piece. */
static void relocate(struct kernel *kernel, struct space *space)
{
	const struct reloc *reloc = &kernel->reloc;
	struct slot slot = { reloc->min, reloc->last, reloc->align, false };
	uint32_t start = ADDRESS_MAX, end = 0, count = space->count, at;

	if (reloc->align & (reloc->align - 1))
		refuse(BAD_RELOC_NOTE, reloc->align);
	if (slot.end != ADDRESS_MAX)
		slot.end++;
	for (uint32_t i = 0; i < count; i++) {
		const struct area *a = space->area + i;

		start = a->start < start ? a->start : start;
		end = a->start + a->size > end ? a->start + a->size : end;
	}
	space->count = 0; /* ignore the kernel's own areas while searching */
	at = area_find(space, &slot, end - start);
	space->count = count;
	if (!at)
		refuse(NO_KERNEL_ROOM, end - start, reloc->align, reloc->min, reloc->last);
	shift(kernel, space, at - start);
}

/* Bytes: as instructions, eight zero words would write to the address in EAX. */
#define CODE_LOOKED_AT 16

/* QEMU's numbers are the lower 32 bits of an ELF64 file's. Nothing is there of a kernel linked at 4
 * GiB or above. */
static void check_code(const struct kernel *kernel)
{
	const uint8_t *code = phys(kernel->entry);

	for (int i = 0; i < CODE_LOOKED_AT; i++)
		if (code[i])
			return;
	refuse(NO_CODE, kernel->entry);
}

#define MIB 0x100000
/* SeaBIOS keeps 16 MiB at the end of RAM until INT 19h, and has its own code below. */
#define FIRMWARE_MEMORY (17 * MIB)
/* With more memory, q35 has no RAM from here to 4 GiB. */
#define MORE_RAM_END 0x80000000

/* Whether RAM ends below the conflict: then more of it may help. */
static bool is_above_ram(const struct memmap *map, const struct conflict *conflict)
{
	const struct hvm_memmap_table_entry *e = map->entry;

	for (uint32_t n = map->count; n; n--, e++)
		if (e->type == XEN_HVM_MEMMAP_TYPE_RAM && !(e->addr >> 32) &&
		    (uint32_t)e->addr > conflict->start)
			return false;
	return true;
}

static _Noreturn void refuse_place(const struct space *space, const struct area *a,
				   const struct conflict *conflict)
{
	uint32_t last = a->start + a->size - 1;

	if (last < MORE_RAM_END - FIRMWARE_MEMORY && is_above_ram(&space->map, conflict))
		refuse(NO_MEMORY, a->start, last, (last + FIRMWARE_MEMORY) / MIB + 1);
	refuse(NO_RAM, a->start, last, conflict->start, conflict->last, conflict->what);
}

void place_kernel(struct kernel *kernel, struct space *space, struct elf_window *window)
{
	bool from_file = kernel->file.key;
	struct conflict conflict;
	const struct area *a;

	if (from_file)
		kernel_read(kernel, space, window);
	else
		take_qemus(kernel, space);
	a = find_misplaced(kernel, space, &conflict);
	kernel_check_entry(kernel, space);
	if (a && from_file && kernel->reloc.allowed)
		relocate(kernel, space);
	else if (a)
		refuse_place(space, a, &conflict);
	else if (!from_file)
		check_code(kernel);
}
