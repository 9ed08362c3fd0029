// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "plan_input.h"

#define FILE_SIZE 0xfffffffe /* as large as a file in fw_cfg can be: its segments are zeros */
#define NOTES_OFFSET 0x800

static struct elf_image image;
static uint16_t next_key;

/* The memory of a machine of 32 MiB to 4 GiB, so that not every plan has to be refused. */
static void take_machine(struct plan_input *plan, struct input *input)
{
	uint64_t top = 0x2000000ULL << take_u8(input) % 7;
	const struct hvm_memmap_table_entry usual[] = {
		{ 0, 0x9fc00, 1, 0 },
		{ 0x9fc00, 0x400, 2, 0 },
		{ 0xf0000, 0x10000, 2, 0 },
		{ 0x100000, top - 0x120000, 1, 0 },
		{ top - 0x20000, 0x20000, 2, 0 },
		{ 0xfffc0000, 0x40000, 2, 0 },
	};

	memcpy(plan->raw, usual, sizeof(usual));
	plan->firmware.e820_count = take_u8(input) % 4 ? sizeof(usual) / sizeof(usual[0]) : 0;
}

static void take_firmware(struct plan_input *plan, struct input *input)
{
	uint32_t more;

	take_machine(plan, input);
	more = take_u8(input) % 32;
	while (more--) {
		struct hvm_memmap_table_entry *e = plan->raw + plan->firmware.e820_count++;

		e->addr = take_size(input);
		e->size = take_size(input);
		e->type = take_u8(input) % 10;
	}
	plan->firmware.e820 = plan->raw;
	take_u16(input); /* has no meaning any more; kept inputs have it */
	plan->firmware.rsdp = take_u32(input);
}

static void take_segment(struct plan_input *plan, struct input *input)
{
	struct elf64_phdr p = { .p_type = PT_LOAD, .p_offset = NOTES_OFFSET };
	uint8_t kind = take_u8(input);

	p.p_paddr = take_size(input);
	p.p_memsz = take_size(input);
	/* QEMU has no numbers for that. */
	if (plan->is_qemus && p.p_paddr + p.p_memsz > 0xffffffff)
		p.p_memsz = 0;
	if (kind & 1)
		p.p_filesz = p.p_memsz;
	else if (kind & 2)
		p.p_filesz = p.p_memsz / 2;
	elf_image_add(&image, &(struct segment){ p.p_type, p.p_offset, p.p_paddr, p.p_filesz,
						 p.p_memsz, kind & 4 ? 0x1000 : 0 });
	if (p.p_memsz)
		plan->load[plan->loads_count++] = p;
}

/* The entry is in a segment, more often than not. */
static void take_entry(struct plan_input *plan, struct input *input)
{
	uint8_t choice = take_u8(input);

	plan->entry = take_size(input);
	if (choice & 1 && plan->loads_count)
		plan->entry = plan->load[choice % plan->loads_count].p_paddr;
}

static void take_notes(struct plan_input *plan, struct input *input)
{
	uint32_t at = elf_image_xen(&image, NOTES_OFFSET, XEN_ELFNOTE_PHYS32_ENTRY, &plan->entry,
				    1),
		 reloc[3];

	plan->may_move = take_u8(input) & 1;
	if (plan->may_move) {
		reloc[0] = plan->reloc_align = 1U << take_u8(input) % 32;
		reloc[1] = plan->reloc_min = take_size(input);
		reloc[2] = plan->reloc_last = ~take_size(input);
		at = elf_image_xen(&image, at, XEN_ELFNOTE_PHYS32_RELOC, reloc, 3);
	}
	elf_image_add(&image,
		      &(struct segment){ PT_NOTE, NOTES_OFFSET, 0, at - NOTES_OFFSET, 0, 4 });
}

/* As QEMU sums it up: empty segments count, too. */
static void give_qemus(struct plan_input *plan)
{
	uint32_t low = 0xffffffff, high = 0;

	for (uint32_t i = 0; i < ((struct elf64_ehdr *)image.bytes)->e_phnum - 1U; i++) {
		const struct elf64_phdr *p = elf_image_phdr64(&image, i);

		low = p->p_paddr < low ? p->p_paddr : low;
		high = p->p_paddr + p->p_memsz > high ? p->p_paddr + p->p_memsz : high;
	}
	plan->qemus_start = low;
	plan->qemus_size = high - low;
	fake_u32(FW_CFG_KERNEL_ADDR, low);
	fake_u32(FW_CFG_KERNEL_SIZE, high - low);
	fake_u32(FW_CFG_KERNEL_ENTRY, plan->entry);
	fake_item(FW_CFG_SETUP_DATA, image.bytes, 8192);
	plan->may_move = false;
}

static void take_kernel(struct plan_input *plan, struct input *input)
{
	uint32_t segments = take_u8(input) % SEGMENT_MAX;

	plan->is_qemus = take_u8(input) & 1;
	elf_image_start(&image, true);
	while (segments--)
		take_segment(plan, input);
	take_entry(plan, input);
	take_notes(plan, input);
	if (plan->is_qemus) {
		give_qemus(plan);
		return;
	}
	plan->dir.file[FW_KERNEL] = (struct fw_item){ KERNEL_KEY, FILE_SIZE };
	fake_item(KERNEL_KEY, image.bytes, NOTES_OFFSET + 0x100);
}

static struct fw_item take_item(struct input *input)
{
	struct fw_item item = { next_key++, take_size(input) };

	fake_item(item.key, NULL, 0);
	return item;
}

static void take_modules(struct plan_input *plan, struct input *input)
{
	uint32_t data = take_u16(input), texts = take_u16(input);

	for (uint32_t n = 0; n < MODULE_MAX; n++) {
		if (data >> n & 1)
			plan->dir.module[n].data = take_item(input);
		if (texts >> n & 1)
			plan->dir.module[n].cmdline = take_item(input);
		if ((data | texts) >> n & 1)
			plan->dir.module_last = n;
	}
}

void plan_input_read(struct plan_input *plan, const uint8_t *data, size_t size)
{
	struct input input = { data, size };

	memset(plan, 0, sizeof(*plan));
	fake_reset();
	next_key = FIRST_KEY;
	take_firmware(plan, &input);
	take_kernel(plan, &input);
	if (take_u8(&input) & 1)
		plan->dir.file[FW_CMDLINE] = take_item(&input);
	plan->append_size = take_size(&input);
	plan->initrd_size = take_size(&input);
	fake_u32(FW_CFG_CMDLINE_SIZE, plan->append_size);
	fake_u32(FW_CFG_INITRD_SIZE, plan->initrd_size);
	fake_u32(FW_CFG_INITRD_ADDR, take_size(&input));
	take_modules(plan, &input);
}

static bool covers(const struct hvm_memmap_table_entry *e, uint64_t address)
{
	return address >= e->addr && address - e->addr < e->size;
}

/* What is not RAM, and meets it. */
static bool is_taken(const struct plan_input *plan, uint64_t start, uint64_t size)
{
	for (uint32_t i = 0; i < plan->firmware.e820_count; i++) {
		const struct hvm_memmap_table_entry *e = plan->raw + i;

		if (e->type != 1 && e->size && e->addr < start + size && start < e->addr + e->size)
			return true;
	}
	return false;
}

bool plan_input_is_ram(const struct plan_input *plan, uint64_t start, uint64_t size)
{
	uint64_t at = start;

	if (size && is_taken(plan, start, size))
		return false;
	/* From one RAM entry to the next one that goes on from there. */
	for (uint32_t i = 0; at < start + size && i < plan->firmware.e820_count; i++)
		if (plan->raw[i].type == 1 && covers(plan->raw + i, at)) {
			at = plan->raw[i].addr + plan->raw[i].size;
			i = -1;
		}
	return at >= start + size;
}
