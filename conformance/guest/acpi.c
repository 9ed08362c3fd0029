/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stddef.h>
#include "guest.h"
#include "info.h"
#include "mem.h"
#include "tap.h"

#define RSDP_SIZE 20 /* revision 0 */
#define RSDP_REVISION 15
#define RSDP_RSDT 16
#define RSDP_LENGTH 20
#define RSDP_XSDT 24
#define RSDP_SIZE_2 36
#define TABLE_LENGTH 4
#define TABLE_HEADER 36
#define TABLE_MAX 0x1000000
#define EBDA_SEGMENT 0x40e
#define EBDA_SEARCH 0x400

static int is_rsdp(uint32_t address)
{
	return equal(at(address), "RSD PTR ", 8) && sum(at(address), RSDP_SIZE) == 0;
}

static uint32_t search(uint32_t from, uint32_t to)
{
	for (; from < to; from += 16)
		if (is_rsdp(from))
			return from;
	return 0;
}

static uint32_t hidden_rsdp(void)
{
	uint32_t ebda = (uint32_t)get16(at(EBDA_SEGMENT)) << 4;
	uint32_t found = ebda >= EBDA_SEARCH ? search(ebda, ebda + EBDA_SEARCH) : 0;

	return found ? found : search(0xe0000, 0x100000);
}

/* Length of a table with a right sum, and with this signature unless that is NULL; else 0. */
static uint32_t table_length(uint64_t address, const char *signature)
{
	uint32_t length;

	if (!is_readable(address, TABLE_HEADER))
		return 0;
	length = get32((uint8_t *)at((uint32_t)address) + TABLE_LENGTH);
	if (length < TABLE_HEADER || length > TABLE_MAX || !is_readable(address, length))
		return 0;
	if (signature && !equal(at((uint32_t)address), signature, 4))
		return 0;
	return sum(at((uint32_t)address), length) == 0 ? length : 0;
}

static void judge_root(enum clause clause, uint64_t address, const char *signature)
{
	if (!address)
		skip(clause, "the RSDP names none");
	else
		judge(clause, table_length(address, signature) != 0, "addr", address, NULL);
}

static uint64_t first_bad(uint64_t root, const char *signature, uint32_t width)
{
	const uint8_t *table = at((uint32_t)root);
	uint32_t length = table_length(root, signature);
	uint64_t address;

	for (uint32_t i = TABLE_HEADER; i + width <= length; i += width) {
		address = width == 8 ? get64(table + i) : get32(table + i);
		if (!table_length(address, NULL))
			return address;
	}
	return 0;
}

static void judge_tables(uint64_t rsdt, uint64_t xsdt)
{
	uint64_t bad = rsdt ? first_bad(rsdt, "RSDT", 4) : 0;

	if (!bad && xsdt)
		bad = first_bad(xsdt, "XSDT", 8);
	if (!table_length(rsdt, "RSDT") && !table_length(xsdt, "XSDT"))
		skip(C_TABLES, "no good RSDT or XSDT names them");
	else
		judge(C_TABLES, !bad, "addr", bad, NULL);
}

static void judge_rsdp(const uint8_t *rsdp)
{
	uint32_t size;
	uint64_t rsdt = get32(rsdp + RSDP_RSDT), xsdt = 0;

	judge(C_RSDP_SIGNATURE, equal(rsdp, "RSD PTR ", 8) && info.rsdp % 16 == 0, "rsdp_paddr",
	      info.rsdp, "first_word", (uint64_t)get32(rsdp), NULL);
	judge(C_RSDP_SUM, sum(rsdp, RSDP_SIZE) == 0, "sum", (uint64_t)sum(rsdp, RSDP_SIZE), NULL);
	if (rsdp[RSDP_REVISION] < 2) {
		skip(C_RSDP_EXTENDED, "its revision is below 2");
	} else {
		size = get32(rsdp + RSDP_LENGTH);
		judge(C_RSDP_EXTENDED, size == RSDP_SIZE_2 && sum(rsdp, RSDP_SIZE_2) == 0, "length",
		      (uint64_t)size, "sum", (uint64_t)sum(rsdp, RSDP_SIZE_2), NULL);
		xsdt = get64(rsdp + RSDP_XSDT);
	}
	judge_root(C_RSDT, rsdt, "RSDT");
	judge_root(C_XSDT, xsdt, "XSDT");
	judge_tables(rsdt, xsdt);
}

static void skip_acpi(enum clause from, const char *why)
{
	for (; from <= C_TABLES; from++)
		skip(from, why);
}

void check_acpi(void)
{
	uint32_t hidden;

	if (!info_is_there()) {
		skip_acpi(C_RSDP, "there is no start_info");
		return;
	}
	hidden = info.rsdp ? 0 : hidden_rsdp();
	if (!info.rsdp && !hidden) {
		skip_acpi(C_RSDP, "this machine has no RSDP");
		return;
	}
	judge(C_RSDP, info.rsdp != 0, "rsdp_paddr", info.rsdp, "there_is_one_at", (uint64_t)hidden,
	      NULL);
	if (is_readable(info.rsdp, RSDP_SIZE_2))
		judge_rsdp(at((uint32_t)info.rsdp));
	else
		skip_acpi(C_RSDP_SIGNATURE, "rsdp_paddr cannot be read");
}
