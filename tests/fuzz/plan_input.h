/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A machine, a kernel and what goes with it, made from a fuzz input. */
#ifndef PLAN_INPUT_H
#define PLAN_INPUT_H

#include "fuzz.h"
#include "elf_image.h"
#include "plan/plan.h"

#define KERNEL_KEY 0x20
#define FIRST_KEY 0x21 /* of the texts and modules */
#define RAW_MAX 40

struct plan_input {
	struct hvm_memmap_table_entry raw[RAW_MAX];
	struct firmware firmware;
	struct fw_dir dir;
	/* The kernel's segments that are not empty, where they were linked. */
	uint32_t loads_count;
	struct elf64_phdr load[SEGMENT_MAX];
	bool is_qemus, may_move;
	uint32_t qemus_start, qemus_size;
	uint32_t entry, reloc_align, reloc_min, reloc_last;
	/* What of QEMU's own options counts. */
	uint32_t append_size, initrd_size;
};

/* Take an input apart, and give fw_cfg what it asks for. */
void plan_input_read(struct plan_input *plan, const uint8_t *data, size_t size);

/* Whether all of [start, start + size) was RAM to the firmware. Nothing is nowhere. */
bool plan_input_is_ram(const struct plan_input *plan, uint64_t start, uint64_t size);

#endif
