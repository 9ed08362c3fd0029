/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that can be reached from hvm_start_info, as raw bytes (Xen, start_info.h). */
#include "crc32.h"
#include "guest.h"
#include "out.h"

#define START_INFO_MAGIC 0x336ec578
#define START_INFO_SIZE 56
#define MODLIST_ENTRY 32
#define MEMMAP_ENTRY 24
#define MAX_MODULES 32
#define MAX_MEMMAP 4096
#define MAX_STRING 0x100000
#define RSDP_V0_SIZE 20
#define RSDP_REVISION 15
#define RSDP_LENGTH 20
#define MAX_RSDP 4096

struct start_info {
	uint32_t magic, version, flags, nr_modules;
	uint64_t modlist, cmdline, rsdp, memmap;
	uint32_t memmap_entries, reserved;
};

struct module {
	uint64_t address, size, cmdline, reserved;
};

/* Without paging only the lower 4 GiB can be looked at. */
static int reachable(uint64_t address)
{
	return address != 0 && address >> 32 == 0;
}

static const uint8_t *at(uint64_t address)
{
	return (const uint8_t *)(uintptr_t)address;
}

static uint32_t string_length(const uint8_t *text)
{
	uint32_t length = 0;

	while (length < MAX_STRING && text[length])
		length++;
	return length;
}

static uint8_t sum(const uint8_t *bytes, uint32_t count)
{
	uint8_t total = 0;

	while (count--)
		total += *bytes++;
	return total;
}

static void report_memmap(const struct start_info *info)
{
	if (!reachable(info->memmap))
		return;
	for (uint32_t i = 0; i < info->memmap_entries && i < MAX_MEMMAP; i++) {
		out_key("memmap", i, "");
		out_bytes(at(info->memmap) + i * MEMMAP_ENTRY, MEMMAP_ENTRY);
		out_end();
	}
}

static void report_module(uint32_t index, const struct module *module)
{
	out_key("module", index, "");
	out_bytes(module, MODLIST_ENTRY);
	out_end();
	if (reachable(module->address) && module->size <= UINT32_MAX - module->address) {
		out_key("module", index, "_crc");
		out_word(crc32(at(module->address), (uint32_t)module->size));
		out_end();
	}
	if (reachable(module->cmdline)) {
		out_key("module", index, "_cmdline");
		out_bytes(at(module->cmdline), string_length(at(module->cmdline)));
		out_end();
	}
}

static void report_modules(const struct start_info *info)
{
	if (!reachable(info->modlist))
		return;
	for (uint32_t i = 0; i < info->nr_modules && i < MAX_MODULES; i++)
		report_module(i, (const struct module *)at(info->modlist) + i);
}

static void report_cmdline(const struct start_info *info)
{
	uint32_t length;

	if (!reachable(info->cmdline))
		return;
	length = string_length(at(info->cmdline));
	out_line_word("cmdline_length", length);
	out_line_bytes("cmdline", at(info->cmdline), length);
}

static void report_rsdp(const struct start_info *info)
{
	const uint8_t *rsdp = at(info->rsdp);
	uint32_t length = RSDP_V0_SIZE;

	if (!reachable(info->rsdp))
		return;
	if (rsdp[RSDP_REVISION] >= 2)
		length = *(const uint32_t *)(rsdp + RSDP_LENGTH);
	if (length > MAX_RSDP)
		length = MAX_RSDP;
	out_line_bytes("rsdp", rsdp, length);
	out_line_word("rsdp_sum", sum(rsdp, RSDP_V0_SIZE));
	out_line_word("rsdp_extended_sum", sum(rsdp, length));
}

void report_start_info(uint32_t address)
{
	const struct start_info *info = (const struct start_info *)at(address);

	out_line_bytes("start_info", info, START_INFO_SIZE);
	out_line_word("start_info_bad", info->magic != START_INFO_MAGIC);
	if (info->magic != START_INFO_MAGIC)
		return;
	report_memmap(info);
	report_modules(info);
	report_cmdline(info);
	report_rsdp(info);
}
