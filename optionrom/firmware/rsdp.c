// SPDX-License-Identifier: GPL-2.0-or-later
#include "firmware/rsdp.h"
#include <stddef.h>
#include "firmware/signature.h"

#define SIGNATURE_LOW 0x20445352 /* "RSD " */
#define SIGNATURE_HIGH 0x20525450 /* "PTR " */
#define V1_SIZE 20
#define V2_SIZE 36

struct rsdp {
	uint32_t signature_low, signature_high;
	uint8_t checksum, oem_id[6], revision;
	uint32_t rsdt;
	/* From revision 2 on: */
	uint32_t length;
	uint64_t xsdt;
	uint8_t extended_checksum, reserved[3];
} __attribute__((packed));

static int is_valid(const struct rsdp *r, uint32_t room)
{
	if (room < V1_SIZE || r->signature_high != SIGNATURE_HIGH || signature_sum(r, V1_SIZE))
		return 0;
	if (r->revision < 2)
		return 1;
	return room >= V2_SIZE && r->length >= V2_SIZE && r->length <= room &&
	       !signature_sum(r, r->length);
}

const void *rsdp_find(const void *area, uint32_t size)
{
	const char *p = area, *end = p + size;

	while ((p = signature_find(p, end, SIGNATURE_LOW)) && !is_valid((const void *)p, end - p))
		p += 16;
	return p;
}
