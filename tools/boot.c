// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <unistd.h>
#include "boot.h"
#include "kaslr_boot.h"
#include "long_mode.h"
#include "memory.h"
#include "message.h"

#define LINUX_CONSOLE "console=ttyS0"
#define MIB (1ull << 20)

static const char *joined(const struct option_list *list)
{
	const char *all = list->count ? list->words[0] : "";

	for (size_t i = 1; i < list->count; i++)
		all = format("%s %s", all, list->words[i]);
	return all;
}

static void decide_append(struct boot *boot)
{
	const struct option_list *given = &boot->given.append;
	uint32_t max = boot->kernel.cmdline_max;
	size_t length;

	boot->load.append = !given->count && boot->kernel.is_linux ? LINUX_CONSOLE : joined(given);
	length = strlen(boot->load.append);
	if (max && length > max)
		die("%s: the command line has %zu bytes, the kernel accepts %u", boot->kernel.name,
		    length, max);
}

static const char *own_or(const struct boot *boot, const char *name, const char *other)
{
	const struct qemu_option *option = own_find(&boot->own, name);

	return option && option->value ? option->value : other;
}

static const char *memory_of(const struct boot *boot)
{
	return own_or(boot, "m", boot->given.memory);
}

static void check_memory(const struct boot *boot)
{
	uint64_t has = memory_size(memory_of(boot)), needs = elf_span(&boot->kernel.elf).end;

	if (has && has < needs)
		die("%s: the kernel reaches up to %llu MiB, -m %s is too little", boot->kernel.name,
		    (unsigned long long)(needs + MIB - 1) / MIB, memory_of(boot));
}

static void decide_route(struct boot *boot)
{
	const char *wanted = boot->given.route;

	boot->why_fw_cfg = route_why_not_replace(&boot->load, boot->given.machine);
	if (!boot->why_fw_cfg)
		boot->why_fw_cfg = elf_why_not_qemu(&boot->kernel.elf, &boot->kernel.notes);
	if (!strcmp(wanted, "kernel") && boot->why_fw_cfg)
		die("--route kernel is not possible: %s", boot->why_fw_cfg);
	boot->by_fw_cfg =
		!strcmp(wanted, "fw_cfg") || (boot->why_fw_cfg && strcmp(wanted, "kernel") != 0);
}

void boot_decide(struct boot *boot)
{
	decide_append(boot);
	check_memory(boot);
	boot->accel = accel_choose(boot->given.accel, &boot->own);
	decide_route(boot);
	if (machine_is(boot->given.machine, "isapc") && boot->kernel.elf.is64 &&
	    !boot->given.dry_run)
		check_long_mode(boot);
}

void boot_randomise(struct boot *boot)
{
	const struct kaslr_boot guest = { boot->load.append, boot->load.initrd, memory_of(boot),
					  boot->given.machine, &boot->own };

	boot->kaslr = boot->given.no_kaslr ? "without KASLR" : kaslr_boot(&boot->kernel, &guest);
	boot->load.kernel = boot->kernel.path;
}

static void machine_words(struct words *words, const struct boot *boot)
{
	words_add_all(words, boot->qemu.word, boot->qemu.count);
	machine_options(words, boot->given.machine, &boot->accel, &boot->own);
	if (!own_find(&boot->own, "m"))
		words_add_pair(words, "-m", boot->given.memory);
	if (!own_find(&boot->own, "smp"))
		words_add_pair(words, "-smp", boot->given.smp);
}

struct words boot_command(const struct boot *boot)
{
	struct words words = { 0 };

	machine_words(&words, boot);
	if (boot->by_fw_cfg)
		route_by_fw_cfg(&words, &boot->load);
	else
		route_by_kernel(&words, &boot->load);
	if (!boot->given.no_early)
		route_early(&words, boot->load.rom);
	words_add_all(&words, boot->own.words, boot->own.word_count);
	return words;
}

/* Whether Ctrl-A is for QEMU, on a serial line that its monitor shares. */
static bool has_escape(const struct words *command)
{
	for (int i = 0; i < command->count; i++) {
		if (!strcmp(command->word[i], "mon:stdio") || strstr(command->word[i], "mux=on"))
			return isatty(STDIN_FILENO);
	}
	return false;
}

const char *boot_summary(const struct boot *boot, const struct words *command)
{
	const char *smp = own_or(boot, "smp", boot->given.smp);
	bool says_why = boot->why_fw_cfg && !strcmp(boot->given.route, "auto");

	return format("booting %s on %s (%s, %s, %s CPU%s) through %s, %s%s%s%s",
		      boot->given.kernel, boot->given.machine, boot->accel.name, memory_of(boot),
		      smp, strcmp(smp, "1") ? "s" : "", boot->load.rom, boot->kaslr,
		      says_why ? "; by fw_cfg: " : "", says_why ? boot->why_fw_cfg : "",
		      has_escape(command) ? " (Ctrl-A x ends QEMU)" : "");
}
