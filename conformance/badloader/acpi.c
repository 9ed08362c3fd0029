/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The RSDP and what it names, copied into the loader's own memory and wrong in one thing each. */
#include "../guest/mem.h"
#include "bad.h"

/* Offsets: ACPI, 5.2.5.3 and 5.2.6. */
#define RSDP_SUM 8
#define RSDP_SUMMED 20
#define RSDP_REVISION 15
#define RSDP_RSDT 16
#define RSDP_LENGTH 20
#define RSDP_XSDT 24
#define RSDP_EXTENDED_SUM 32
#define RSDP_SIZE 36
#define TABLE_LENGTH 4
#define TABLE_SUM 9
#define TABLE_HEADER 36

static void make_sum_0(uint8_t *from, uint32_t count, uint32_t where)
{
	from[where] = (uint8_t)(from[where] - sum(from, count));
}

static void use_copy(struct handed *h)
{
	make_sum_0(h->rsdp, RSDP_SUMMED, RSDP_SUM);
	h->info->rsdp = PLACE_RSDP;
}

static void use_revision_2(struct handed *h, uint32_t xsdt)
{
	h->rsdp[RSDP_REVISION] = 2;
	put32(h->rsdp + RSDP_LENGTH, RSDP_SIZE);
	put32(h->rsdp + RSDP_XSDT, xsdt);
	put32(h->rsdp + RSDP_XSDT + 4, 0);
	use_copy(h);
	make_sum_0(h->rsdp, RSDP_SIZE, RSDP_EXTENDED_SUM);
}

static uint8_t *copied_rsdt(struct handed *h)
{
	const uint8_t *rsdt = at(get32(h->rsdp + RSDP_RSDT));

	copy(at(PLACE_TABLE), rsdt, get32(rsdt + TABLE_LENGTH));
	put32(h->rsdp + RSDP_RSDT, PLACE_TABLE);
	use_copy(h);
	return at(PLACE_TABLE);
}

static void bad_tables(struct handed *h)
{
	uint8_t *rsdt = copied_rsdt(h);

	put32(rsdt + TABLE_HEADER, PLACE_TEXT0);
	make_sum_0(rsdt, get32(rsdt + TABLE_LENGTH), TABLE_SUM);
}

SPOIL(bad_rsdp, h->info->rsdp = 0)
SPOIL(bad_signature, h->rsdp[0]++; use_copy(h))
SPOIL(bad_alignment, use_copy(h); copy(at(PLACE_RSDP + 0x108), h->rsdp, RSDP_SIZE);
      h->info->rsdp += 0x108)
SPOIL(bad_rsdp_sum, use_copy(h); h->rsdp[RSDP_SUM]++)
SPOIL(bad_extended, use_revision_2(h, 0); h->rsdp[RSDP_EXTENDED_SUM]++)
SPOIL(bad_rsdt, copied_rsdt(h)[TABLE_SUM]++)
SPOIL(bad_xsdt, use_revision_2(h, get32(h->rsdp + RSDP_RSDT)))

const struct defect acpi_defects[] = {
	{ "RSDP", bad_rsdp },
	{ "RSDP_SIGNATURE", bad_signature },
	{ "RSDP_SUM", bad_rsdp_sum },
	{ "RSDP_EXTENDED", bad_extended },
	{ "RSDT", bad_rsdt },
	{ "XSDT", bad_xsdt },
	{ "TABLES", bad_tables },
	{ "rsdp-alignment", bad_alignment },
	{ 0 },
};
