// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "file.h"
#include "kaslr_boot.h"
#include "kernel.h"
#include "memory.h"
#include "qemu_asks.h"
#include "qemu_replace.h"
#include "route.h"

#define DEFAULT_MEMORY "128M"
/* Between kernel and initrd: page tables, ACPI tables, and what SeaBIOS keeps. */
#define MEMORY_SPARED (32u << 20)

static const char *value_of(const struct own *line, const char *name, const char *other)
{
	const struct qemu_option *option = own_find(line, name);

	return option ? option->value : other;
}

static const char *find_kernel(struct kernel *kernel, const char *name, const char *argv0)
{
	struct fault why;
	enum kernel_found found =
		file_is_device(name) ? KERNEL_BAD : kernel_find(kernel, name, &why);

	if (found == KERNEL_NOT_CACHED && kernel->is_bzimage &&
	    !kernel_extract(kernel, argv0, true, &why))
		found = KERNEL_READY;
	if (found != KERNEL_READY)
		return "the kernel is not one that boots by PVH";
	if (!kernel->is_bzimage && elf_is_multiboot(&kernel->elf))
		return "QEMU boots the kernel by Multiboot";
	if (!kernel->is_bzimage && !elf_why_not_qemu(&kernel->elf, &kernel->notes))
		return "QEMU boots the kernel by PVH itself";
	return NULL;
}

/* Both have to fit, with room between them: QEMU puts the initrd at the top without a look at the
 * kernel. */
static const char *why_no_room(const struct own *line, const struct kernel *kernel)
{
	uint64_t memory = memory_size(value_of(line, "m", DEFAULT_MEMORY));
	const char *initrd = value_of(line, "initrd", NULL);
	struct stat status = { 0 };

	if (initrd && (stat(initrd, &status) || !S_ISREG(status.st_mode)))
		return "the initrd is not a regular file";
	if (memory < elf_span(&kernel->elf).end + (uint64_t)status.st_size + MEMORY_SPARED)
		return "the guest has too little memory";
	return NULL;
}

static const char *why_not_this_guest(const struct own *line, const struct kernel *kernel,
				      const struct load *load)
{
	if (kernel->elf.is64 && qemu_has_32bit_cpu(line))
		return "the processor has 32 bits";
	if (kernel->is_linux && qemu_shows_console(line))
		return "entered by PVH, Linux has no text console on a VGA screen";
	if (kernel->cmdline_max && strlen(load->append) > kernel->cmdline_max)
		return "the command line is too long";
	return why_no_room(line, kernel);
}

/* QEMU takes the first pvh.bin that it finds, and theirs is looked for before ours. */
static const char *why_not_our_rom(const struct own *line, const struct load *load)
{
	for (int i = 0; i < line->count; i++) {
		const struct qemu_option *option = line->options + i;

		if (option_is(option, "L") && !access(format("%s/pvh.bin", option->value), F_OK))
			return "-L has a pvh.bin of its own";
	}
	return route_why_not_replace(load, value_of(line, "M machine", "pc"));
}

static bool is_early(const struct own *line)
{
	const char *wanted = getenv("PVH_EARLY");

	return !(wanted && !strcmp(wanted, "off")) && !qemu_wants_seabios(line);
}

/* All words, less the options that this boot gives in its own way. */
static void keep_words(struct words *words, const struct own *line)
{
	for (int at = 0, i = 0; i < line->count; i++) {
		int next = i + 1 < line->count ? line->options[i + 1].at : line->word_count;

		if (!option_is(line->options + i, "kernel initrd append"))
			words_add_all(words, line->words + at, next - at);
		at = next;
	}
}

static void write_words(struct words *words, const struct own *line, const struct kernel *kernel,
			const struct load *load)
{
	keep_words(words, line);
	if (elf_why_not_qemu(&kernel->elf, &kernel->notes))
		route_by_fw_cfg(words, load);
	else
		route_by_kernel(words, load);
	if (is_early(line))
		route_early(words, load->rom);
}

/* Without -m a guest has QEMU's default, or as much as its memory-backend: its -m is not known. */
static const char *memory_of(const struct own *line, const char *machine)
{
	return value_of(line, "m", strstr(machine, "memory-backend") ? "" : DEFAULT_MEMORY);
}

static const char *randomise(const struct own *line, struct kernel *kernel, const struct load *load)
{
	const char *machine = value_of(line, "M machine", "pc");
	const struct kaslr_boot guest = { load->append, load->initrd, memory_of(line, machine),
					  machine, line };

	return kaslr_boot(kernel, &guest);
}

const char *qemu_replace(const struct own *line, const char *argv0, const char *rom,
			 struct words *changed, const char **kaslr)
{
	static struct kernel kernel;
	struct load load = { .rom = rom,
			     .initrd = value_of(line, "initrd", NULL),
			     .append = value_of(line, "append", "") };
	const char *why = qemu_why_unchanged(line);

	if (!why)
		why = why_not_our_rom(line, &load);
	if (!why)
		why = find_kernel(&kernel, value_of(line, "kernel", ""), argv0);
	if (!why)
		why = why_not_this_guest(line, &kernel, &load);
	if (why)
		return why;
	*kaslr = randomise(line, &kernel, &load);
	load.kernel = kernel.path;
	write_words(changed, line, &kernel, &load);
	return NULL;
}
