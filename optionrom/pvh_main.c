// SPDX-License-Identifier: GPL-2.0-or-later
/* The story. stage.S calls pvh_main in protected mode, in RAM, with .bss zeroed. */
#include "bootorder.h"
#include "compiler.h"
#include "console.h"
#include "firmware.h"
#include "io.h"
#include "layout.h"
#include "rom.h"
#include "plan.h"

/* handoff.S */
_Noreturn void handoff(uint32_t entry, uint32_t start_info, uint32_t gdt);
/* stage.S: back to real mode; show `sentence` (NULL: none) by INT 10h and go on with `next_phase` (0: with SeaBIOS). */
_Noreturn void stage_leave(const char *sentence, uint32_t next_phase);

#define ON 0x6e6f /* "on" */

/*
 * opt/pvh/trace: a port, of the firmware's or of Linux's milestones, and what is written there.
 * Names and values are those of qemu-boot-time's benchmark.h, which boot benchmarks know.
 */
enum trace_point {
	FW_START = 0xf501,
	FW_DO_BOOT = 0xf505,
	LINUX_START_BOOT = 0xf403,
	LINUX_START_PVHBOOT = 0xf404,
};

static volatile struct rom_header *rom;
static uint32_t phase;
static uint8_t after_refusal; /* the phase to go on with, 0 for SeaBIOS */
static struct fw_dir dir;
static struct plan plan;
static union {
	struct fw_dir_window dir;
	struct elf_window elf;
	char bootorder[3072]; /* 60 disks */
} window;

/* With a boot menu, or with another device before us, booting is for the user to decide. */
static bool must_not_preempt(void)
{
	struct fw_item order = dir.file[FW_BOOTORDER];

	if (fw_cfg_read_u32(FW_CFG_BOOT_MENU))
		return true;
	if (!order.key)
		return false;
	fw_cfg_read(order.key, 0, window.bootorder, sizeof(window.bootorder) - 1);
	window.bootorder[sizeof(window.bootorder) - 1] = '\0';
	return bootorder_is_behind(window.bootorder, dir.rom_name);
}

static bool is_on(enum fw_name name)
{
	uint32_t key = dir.file[name].key;

	return key && (uint16_t)fw_cfg_read_u32(key) == ON;
}

/* Asked to by opt/pvh/early, or else by where the ROM was deployed. */
static OUT_OF_LINE bool wants_early(void)
{
	return dir.file[FW_EARLY].key ? is_on(FW_EARLY) : dir.in_vgaroms;
}

/* Where no trace is wanted, nothing is written. */
static void mark(enum trace_point point)
{
	if (is_on(FW_TRACE))
		outb(point >> 8, point);
}

static bool find_kernel(void)
{
	return fw_dir_read(&dir, &window.dir, rom->size * 512) && plan_find_kernel(&plan, &dir);
}

/*
 * Is there a kernel for us? No: leave without a trace. Yes: go on at once, or be
 * called at INT 19h, or from the boot menu. The next phase.
 */
static uint32_t init(void)
{
	if (rom_has_twin() || !find_kernel()) {
		rom_vanish(rom);
		return 0;
	}
	mark(FW_START);
	if (!must_not_preempt()) {
		if (wants_early() && !dir.file[FW_TPM].size) {
			firmware_ask_pmm();
			plan.is_early = true;
			return PHASE_EARLY;
		}
		rom_hook_int19(rom);
	}
	return 0;
}

/* Nothing of init is left at INT 19h. */
static void init_again(void)
{
	if (!find_kernel())
		refuse(NO_KERNEL);
	if (dir.file[FW_TPM].size && wants_early()) {
		after_refusal = PHASE_LATE;
		refuse(NOT_EARLY);
	}
}

static _Noreturn void boot(void)
{
	struct firmware firmware;

	mark(FW_DO_BOOT);
	firmware_survey(&firmware);
	plan_make(&plan, &dir, &firmware, &window.elf);
	/* Here ends the SeaBIOS that has not come to INT 19h yet. */
	if (phase == PHASE_EARLY)
		after_refusal = PHASE_HALT;
	mark(LINUX_START_BOOT);
	plan_commit(&plan);
	mark(LINUX_START_PVHBOOT);
	handoff(plan.kernel.entry, plan.tables_paddr, plan.tables_paddr + offsetof(struct tables, gdt));
}

_Noreturn void refused(const char *sentence)
{
	if (phase < PHASE_BOOT && !after_refusal) {
		/* It is tried and said again at INT 19h, where it can be seen. */
		rom_hook_int19(rom);
		stage_leave(NULL, 0);
	}
	if (!after_refusal)
		rom_unhook_int19(rom);
	/* Where SeaBIOS prints on COM1 itself, INT 10h does it; but it has not begun to when it ends early. */
	console_show(sentence, after_refusal == PHASE_HALT || !(dir.file[FW_SERCON].key || fw_cfg_is_nographic()));
	stage_leave(sentence, after_refusal);
}

CALLED_FROM_OUTSIDE uint32_t pvh_main(uint32_t asked, volatile struct rom_header *our_rom)
{
	phase = asked;
	after_refusal = 0;
	rom = our_rom;
	if (phase == PHASE_INIT)
		return init();
	if (phase == PHASE_BOOT)
		init_again();
	boot();
}
