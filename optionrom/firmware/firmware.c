// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/firmware.h"
#include "firmware/pmm.h"
#include "firmware/rsdp.h"
#include "layout.h"
#include "machine/compiler.h"
#include "machine/phys.h"
#include "memory/memmap.h"
#include "messages/errors.h"

/*
 * How much less than PMM calls free is given back. SeaBIOS's drivers (AHCI, USB,
 * virtio, NVMe) take memory from the same block until INT 19h; so much is left alone
 * that an early boot sees no RAM that a boot at INT 19h would not see.
 */
#define MARGIN 0x80000

CALLED_FROM_OUTSIDE uint32_t pmm_entry, pmm_unused;

void firmware_ask_pmm(void)
{
	pmm_entry = pmm_find(phys(BIOS_F_SEGMENT), BIOS_SEGMENT_SIZE);
}

/* SeaBIOS's is in the F segment: look there first. */
static uint32_t find_rsdp(void)
{
	uint32_t ebda = *(volatile uint16_t *)phys(BDA_EBDA_SEGMENT) << 4;
	const void *found = rsdp_find(phys(BIOS_F_SEGMENT), BIOS_SEGMENT_SIZE);

	if (!found)
		found = rsdp_find(phys(BIOS_E_SEGMENT), BIOS_SEGMENT_SIZE);
	if (!found)
		found = rsdp_find(phys(ebda), EBDA_SEARCH);
	return (uintptr_t)found;
}

void firmware_survey(struct firmware *firmware)
{
	struct hvm_memmap_table_entry *e820 = phys(RAW_E820);
	uint32_t count = *(const volatile uint32_t *)phys(RAW_E820_COUNT);

	if (!count)
		refuse(NO_MEMORY_MAP);
	if (count > RAW_E820_MAX)
		refuse(MEMORY_MAP_TOO_LONG, RAW_E820_MAX);
	if (pmm_unused > MARGIN)
		memmap_give_back(e820, count, pmm_unused - MARGIN);
	firmware->e820 = e820;
	firmware->e820_count = count;
	firmware->low_end = *(volatile uint16_t *)phys(BDA_MEMORY_KIB) << 10;
	firmware->rsdp = find_rsdp();
}
