// SPDX-License-Identifier: GPL-2.0-or-later
/* The story. stage.S calls pvh_main in protected mode, in RAM, with .bss zeroed. */
#include <stddef.h>
#include "firmware/firmware.h"
#include "firmware/claim.h"
#include "firmware/rom.h"
#include "fw_cfg/bootorder.h"
#include "fw_cfg/directory.h"
#include "fw_cfg/fw_cfg.h"
#include "layout.h"
#include "machine/compiler.h"
#include "machine/io.h"
#include "machine/mem.h"
#include "messages/console.h"
#include "messages/errors.h"
#include "plan/commit.h"
#include "plan/place_kernel.h"
#include "plan/plan.h"
#include "stage.h"

/* "on" and "off", alone and with a newline, as little-endian numbers. */
#define ON 0x6e6f
#define ON_NEWLINE 0x0a6e6f
#define OFF 0x66666f
#define OFF_NEWLINE 0x0a66666f

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

/* Bytes of ACPI tables, where only SeaBIOS takes memory: see claim.h. */
#define SMALL_TABLES 0x30000

/* SeaBIOS, etc/threads: drivers start before the first option ROM. */
#define THREADS_BESIDE_ROMS 2

static struct fw_dir dir;
static UNCLEARED struct plan plan; /* look_for_kernel clears what has to be */
static bool is_before_int19; /* SeaBIOS's call at POST has not returned yet */
static bool is_seabios_overwritten;
/* One buffer for all that is read and not kept; always read into first, so not worth clearing. */
static UNCLEARED union {
	struct fw_dir_window dir;
	struct elf_window elf;
} window;

/* With a boot menu, or with another device before us, booting is for the user to decide. */
static bool must_not_preempt(void)
{
	return fw_cfg_read_u32(FW_CFG_BOOT_MENU) || bootorder_is_behind(&dir, &window.dir);
}

/* What a file of up to four bytes holds; 0 if there is none, or if it is longer. */
static uint32_t read_switch(enum fw_name name)
{
	struct fw_item file = dir.file[name];

	return file.key && file.size <= sizeof(uint32_t) ? fw_cfg_read_u32(file.key) : 0;
}

static bool is_on(uint32_t value)
{
	return value == ON || value == ON_NEWLINE;
}

/* opt/pvh/early says so, or else the name under which the ROM was deployed. */
static bool is_early_requested(void)
{
	return dir.file[FW_EARLY].key ? is_on(read_switch(FW_EARLY)) : dir.in_vgaroms;
}

/* SeaBIOS's threads work in memory that it would return to the memory map before INT 19h. */
static bool has_threads(void)
{
	uint32_t key = dir.file[FW_THREADS].key;

	return key && fw_cfg_read_u32(key) == THREADS_BESIDE_ROMS;
}

/* A TPM needs what SeaBIOS does just before INT 19h. */
static bool is_early_possible(void)
{
	return !dir.file[FW_TPM].size && !has_threads();
}

/* Without opt/pvh/trace nothing is written. */
static void trace(enum trace_point point)
{
	if (is_on(read_switch(FW_TRACE)))
		outb(point >> 8, point);
}

static bool look_for_kernel(const volatile struct rom_header *rom)
{
	mem_clear(&plan, PLAN_CLEARED);
	dir.image = (const void *)rom;
	dir.image_size = rom->size * 512;
	return fw_dir_read(&dir, &window.dir) && find_kernel(&plan.kernel, &dir);
}

/*
 * Is there a kernel for us? No: SeaBIOS drops the ROM. Yes: go on at once, or be
 * called at INT 19h, or from the boot menu. Returns the next phase.
 */
static uint32_t init(volatile struct rom_header *rom)
{
	bool has_kernel = !rom_has_copy(rom) && look_for_kernel(rom);

	is_before_int19 = true;
	if (!has_kernel && !dir.has_ours) {
		rom_vanish(rom);
		return PHASE_NONE;
	}
	trace(FW_START);
	if (must_not_preempt())
		return PHASE_NONE;
	if (has_kernel && is_early_requested() && is_early_possible()) {
		plan.is_early = true;
		return PHASE_EARLY;
	}
	rom_hook_int19(rom);
	return PHASE_NONE;
}

/* Print the message composed last where INT 10h does not reach. */
static void show_on_other_consoles(void)
{
	/* With a serial console SeaBIOS prints on COM1 what it gets by INT 10h, until it is
	 * overwritten. */
	bool on_com1 =
		is_seabios_overwritten || !(dir.file[FW_SERCON].key || fw_cfg_is_nographic());

	console_show(last_message(), on_com1);
}

/* Print the message composed last, and go on. */
static void show(void)
{
	show_on_other_consoles();
	stage_visit_bios(last_message());
}

/* Name a file of opt/pvh/ that means nothing, or holds nothing that does. */
static void show_not_understood(void)
{
	uint32_t early = read_switch(FW_EARLY);

	if (dir.has_unknown)
		show();
	if (!dir.file[FW_EARLY].key || is_on(early) || early == OFF || early == OFF_NEWLINE)
		return;
	compose_message(NOT_UNDERSTOOD, "opt/pvh/early");
	show();
}

/* Print why the boot is not early although it was to be. */
static void show_not_early(void)
{
	if (!is_early_requested() || is_early_possible())
		return;
	compose_message(NOT_EARLY,
			dir.file[FW_TPM].size ? "TPM needs SeaBIOS" : "etc/threads is 2");
	show();
}

/* Whether SeaBIOS has called no ROM before this one that takes memory: PCI cards' come later. */
static bool is_memory_untouched(void)
{
	return dir.in_vgaroms && !dir.has_other_vgaroms && dir.file[FW_ACPI].size < SMALL_TABLES;
}

static _Noreturn void boot(void)
{
	struct firmware firmware;

	trace(FW_DO_BOOT);
	firmware_survey(&firmware);
	if (plan.is_early)
		claim_memory(&firmware, is_memory_untouched());
	plan_make(&plan, &dir, &firmware, &window.elf);
	/* From here on an early boot cannot return to SeaBIOS. */
	is_seabios_overwritten = plan.is_early;
	if (plan.is_early && dir.has_unknown)
		show_on_other_consoles();
	trace(LINUX_START_BOOT);
	plan_commit(&plan);
	trace(LINUX_START_PVHBOOT);
	handoff(plan.kernel.entry, plan.tables_paddr,
		plan.tables_paddr + offsetof(struct tables, gdt));
}

/* The boot has been refused: the next boot device is tried. */
static _Noreturn void end_refused_boot(volatile struct rom_header *rom)
{
	if (is_seabios_overwritten) {
		show_on_other_consoles();
		stage_leave(last_message(), PHASE_HALT);
	}
	if (is_before_int19) {
		claim_undo();
		/* It is tried again at INT 19h, where people can see the message. */
		rom_hook_int19(rom);
		stage_leave(NULL, PHASE_NONE);
	}
	rom_unhook_int19(rom);
	show_on_other_consoles();
	stage_leave(last_message(), PHASE_NONE);
}

CALLED_FROM_OUTSIDE uint32_t pvh_main(uint32_t phase, volatile struct rom_header *rom)
{
	if (phase == PHASE_INIT)
		return init(rom);
	if (phase == PHASE_REFUSED)
		end_refused_boot(rom);
	if (phase == PHASE_BOOT) {
		/* The stage has been copied anew since init. */
		bool is_there = look_for_kernel(rom);

		show_not_understood();
		if (!is_there)
			refuse(NO_KERNEL);
		show_not_early();
	}
	boot();
}
