// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/pmm.h"
#include "firmware/signature.h"

#define SIGNATURE_PMM 0x4d4d5024 /* "$PMM" */

struct pmm_header {
	uint32_t signature;
	uint8_t revision, length, checksum;
	uint32_t entry;
	uint8_t reserved[5];
} __attribute__((packed));

_Static_assert(sizeof(struct pmm_header) == 16, "PMM header");

uint32_t pmm_find(const void *area, uint32_t size)
{
	const struct pmm_header *header =
		signature_find(area, (const char *)area + size, SIGNATURE_PMM);

	return header && !signature_sum(header, sizeof(*header)) ? header->entry : 0;
}
