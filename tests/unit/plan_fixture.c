// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "layout.h"
#include "plan/place_kernel.h"
#include "plan_fixture.h"

struct plan plan;
struct fw_dir dir;

static struct firmware firmware;
static struct elf_window window;
static uint16_t next_key;

static const struct hvm_memmap_table_entry machine[] = {
	{ 0, LOW_RAM_END, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
	{ LOW_RAM_END, 0x400, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
	{ 0xf0000, 0x10000, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
	{ 0x100000, TOP_OF_RAM - 0x100000, XEN_HVM_MEMMAP_TYPE_RAM, 0 },
	{ TOP_OF_RAM, 0x20000, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
	{ 0xfffc0000, 0x40000, XEN_HVM_MEMMAP_TYPE_RESERVED, 0 },
};

void use_map(const struct hvm_memmap_table_entry *e820, uint32_t count)
{
	firmware.e820 = (struct hvm_memmap_table_entry *)e820;
	firmware.e820_count = count;
}

int plan_setup(void **state)
{
	(void)state;
	fake_reset();
	memset(&dir, 0, sizeof(dir));
	next_key = KERNEL_KEY + 1;
	firmware.rsdp = RSDP;
	use_map(machine, COUNT(machine));
	use_good(true);
	dir.file[FW_KERNEL] = (struct fw_item){ KERNEL_KEY, image.size };
	return 0;
}

void use_qemus_kernel(uint32_t start, uint32_t size, uint32_t entry)
{
	dir.file[FW_KERNEL] = (struct fw_item){ 0, 0 };
	elf_image_start(&image, false);
	elf_image_add(&image, &(struct segment){ PT_LOAD, 0, start, 0, size, 0x1000 });
	fake_item(FW_CFG_SETUP_DATA, image.bytes, 8192);
	*guest(entry) = 0xf4; /* QEMU has loaded it */
	fake_u32(FW_CFG_KERNEL_ADDR, start);
	fake_u32(FW_CFG_KERNEL_SIZE, size);
	fake_u32(FW_CFG_KERNEL_ENTRY, entry);
}

void use_file(struct fw_item *item, const void *data, uint32_t size)
{
	*item = (struct fw_item){ next_key++, size };
	fake_item(item->key, data, data ? size : 0);
}

void use_qemus_initrd(uint32_t address, uint32_t size)
{
	fake_u32(FW_CFG_INITRD_ADDR, address);
	fake_u32(FW_CFG_INITRD_SIZE, size);
}

void use_module(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].data, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

void use_module_cmdline(uint32_t number, uint32_t size)
{
	use_file(&dir.module[number].cmdline, NULL, size);
	if (dir.module_last < number)
		dir.module_last = number;
}

void make_plan(void)
{
	fake_item(KERNEL_KEY, image.bytes, image.size);
	memset(&plan, 0xff, sizeof(plan));
	memset(&plan, 0, PLAN_CLEARED);
	assert_true(find_kernel(&plan.kernel, &dir));
	plan_make(&plan, &dir, &firmware, &window);
}

void assert_planned(uint32_t n, uint32_t start, uint32_t size, uint16_t key)
{
	assert_true(n < plan.space.count);
	assert_int_equal(plan.space.area[n].start, start);
	assert_int_equal(plan.space.area[n].size, size);
	assert_int_equal(plan.space.area[n].key, key);
}

void assert_listed(uint32_t n, uint64_t paddr, uint64_t size, uint64_t cmdline)
{
	const struct hvm_modlist_entry *entry = plan.tables.modlist + n;

	assert_true(n < INFO.nr_modules);
	assert_int_equal(entry->paddr, paddr);
	assert_int_equal(entry->size, size);
	assert_int_equal(entry->cmdline_paddr, cmdline);
	assert_int_equal(entry->reserved, 0);
}

static void assert_apart(const struct area *a, const struct area *b)
{
	assert_true(a->start + (uint64_t)a->size <= b->start ||
		    b->start + (uint64_t)b->size <= a->start);
}

void assert_sound(void)
{
	struct conflict conflict;

	for (uint32_t i = 0; i < plan.space.count; i++) {
		const struct area *a = plan.space.area + i;

		assert_true(a->start >= ROM_LIVE_END);
		assert_true(memmap_is_ram(&plan.space.map, a->start, a->size, &conflict));
		for (uint32_t j = 0; j < i; j++)
			assert_apart(plan.space.area + j, a);
	}
}
