// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/firmware.h"
#include "firmware/pmm.h"
#include "firmware/rsdp.h"
#include "layout.h"
#include "machine/compiler.h"
#include "machine/phys.h"
#include "messages/errors.h"
#include "stage.h"

/* bios.S */
CALLED_FROM_OUTSIDE uint32_t pmm_entry, pmm_function, pmm_argument, pmm_result;

static uint32_t services; /* segment:offset; 0: none */

uint32_t pmm_call(uint32_t function, uint32_t argument)
{
	pmm_function = function;
	pmm_argument = argument;
	pmm_result = 0;
	pmm_entry = services;
	stage_visit_bios(NULL);
	pmm_entry = 0;
	return pmm_result;
}

bool pmm_start(void)
{
	services = pmm_find(phys(BIOS_PMM), BIOS_END - BIOS_PMM);
	if (!services)
		services = pmm_find(phys(BIOS_START), BIOS_PMM - BIOS_START);
	return services;
}

static uint32_t find_rsdp(void)
{
	uint32_t ebda = *(volatile uint16_t *)phys(BDA_EBDA_SEGMENT) << 4;
	const void *found = rsdp_find(phys(BIOS_RSDP), BIOS_END - BIOS_RSDP);

	if (!found) /* with room for one that begins before BIOS_RSDP and ends behind it */
		found = rsdp_find(phys(BIOS_START), BIOS_RSDP + 64 - BIOS_START);
	if (!found)
		found = rsdp_find(phys(ebda), EBDA_SEARCH);
	return (uintptr_t)found;
}

void firmware_add_entry(struct firmware *firmware, uint32_t start, uint32_t end, uint32_t type)
{
	struct hvm_memmap_table_entry *e = firmware->e820 + firmware->e820_count++;

	e->addr = start;
	e->size = end - start;
	e->type = type;
}

struct hvm_memmap_table_entry *firmware_find_entry(const struct firmware *firmware,
						   uint32_t address, uint32_t type)
{
	struct hvm_memmap_table_entry *e = firmware->e820;

	for (uint32_t n = firmware->e820_count; n; n--, e++)
		if (e->type == type && !(e->addr >> 32) &&
		    address - (uint32_t)e->addr < (uint32_t)e->size)
			return e;
	return NULL;
}

void firmware_survey(struct firmware *firmware)
{
	uint32_t low_end = *(volatile uint16_t *)phys(BDA_MEMORY_KIB) << 10;

	firmware->e820 = phys(RAW_E820);
	firmware->e820_count = *(const volatile uint32_t *)phys(RAW_E820_COUNT);
	if (firmware->e820_count > RAW_E820_MAX)
		refuse(TOO_MANY_MAP_ENTRIES);
	/* SeaBIOS reserves base memory that a ROM has taken only just before INT 19h. */
	if (low_end < LOW_MEMORY_END &&
	    firmware_find_entry(firmware, low_end, XEN_HVM_MEMMAP_TYPE_RAM))
		firmware_add_entry(firmware, low_end, LOW_MEMORY_END, XEN_HVM_MEMMAP_TYPE_RESERVED);
	firmware->rsdp = find_rsdp();
}
