// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/claim.h"
#include <stddef.h>
#include "firmware/pmm.h"
#include "layout.h"

/*
 * SeaBIOS's drivers (AHCI, USB, virtio, NVMe) take memory from the upper end until INT 19h. So much
 * is left alone that an early boot sees no RAM that a boot at INT 19h would not see.
 */
#define MARGIN 0x80000

/*
 * SeaBIOS keeps 16 MiB, and of less than 32 MiB of RAM a quarter of a MiB. The usual block is all
 * but 256 KiB of them. To have it allocated without asking first how much is free saves a call, of
 * six accesses on q35. It has to be free: else SeaBIOS would take it from other RAM and call that
 * reserved until the next reset.
 */
#define USUAL_SIZE 0xfc0000
#define USUAL_TAKEN 0x40000
#define USUAL_RAM 0x2100000 /* an address that is RAM only where 16 MiB are kept above it */

/* More holes than other ROMs leave in this memory. */
#define BLOCKS_MAX 8

static uint32_t blocks[BLOCKS_MAX];
static uint32_t block_count;

/* Make whole pages in [start, end) of what `kept` describes RAM. */
static void add_ram(struct firmware *firmware, struct hvm_memmap_table_entry *kept, uint32_t start,
		    uint32_t end)
{
	uint32_t kept_start = kept->addr, kept_end = kept_start + kept->size;

	start = (start + PAGE_SIZE - 1) & -PAGE_SIZE;
	end &= -PAGE_SIZE;
	kept->size = start - kept_start;
	firmware_add_entry(firmware, start, end, XEN_HVM_MEMMAP_TYPE_RAM);
	firmware_add_entry(firmware, end, kept_end, XEN_HVM_MEMMAP_TYPE_RESERVED);
}

void claim_memory(struct firmware *firmware, bool is_usual)
{
	uint32_t size = 0;

	if (!pmm_start())
		return;
	if (is_usual && firmware_find_entry(firmware, USUAL_RAM, XEN_HVM_MEMMAP_TYPE_RAM))
		size = USUAL_SIZE;
	/* PMM gives the highest hole that is large enough. */
	for (; block_count < BLOCKS_MAX; size = 0) {
		struct hvm_memmap_table_entry *kept;
		uint32_t start;

		if (!size)
			size = pmm_call(PMM_ALLOCATE, 0) & -16;
		if (size <= MARGIN)
			return;
		start = pmm_call(PMM_ALLOCATE, size / 16);
		blocks[block_count++] = start;
		kept = firmware_find_entry(firmware, start, XEN_HVM_MEMMAP_TYPE_RESERVED);
		if (kept && start - (uint32_t)kept->addr <= USUAL_TAKEN) {
			add_ram(firmware, kept, start, start + size - MARGIN);
			return;
		}
	}
}

void claim_undo(void)
{
	while (block_count)
		pmm_call(PMM_DEALLOCATE, blocks[--block_count]);
}
