// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "file.h"
#include "machine.h"
#include "message.h"

/* Under the second name some distributions ship qboot, which has no ROMs. */
static const char *const microvm_bioses[] = {
	"/usr/share/seabios/bios-microvm.bin",
	"/usr/share/qemu/bios-microvm.bin",
};

size_t machine_name_length(const char *machine)
{
	return strcspn(machine, ",");
}

bool machine_is(const char *machine, const char *type)
{
	size_t length = machine_name_length(machine);

	return length == strlen(type) && !strncmp(machine, type, length);
}

bool machine_is_up_to(const char *machine, unsigned int major, unsigned int minor)
{
	const char *end = machine + machine_name_length(machine), *dash = end;
	unsigned long has_major, has_minor;
	char *at;

	while (dash > machine && *dash != '-')
		dash--;
	has_major = strtoul(dash + (*dash == '-'), &at, 10);
	if (*dash != '-' || at == dash + 1 || *at != '.')
		return false;
	has_minor = strtoul(at + 1, &at, 10);
	return at == end && (has_major < major || (has_major == major && has_minor <= minor));
}

/*
 * /dev/kvm alone says little: without the processor's flag it is emulated, and Linux dies. All
 * processors have the same flags, and the first is within the first page, which is all that one
 * read gives.
 */
static bool has_virtualization(void)
{
	char text[4096];
	int file = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC);
	ssize_t size = file < 0 ? -1 : read(file, text, sizeof(text) - 1);

	if (file >= 0)
		close(file);
	if (size < 0)
		return false;
	text[size] = '\0';
	for (char *word = strtok(text, " \t\n"); word; word = strtok(NULL, " \t\n")) {
		if (!strcmp(word, "vmx") || !strcmp(word, "svm"))
			return true;
	}
	return false;
}

static const char *best_accel(void)
{
	return access("/dev/kvm", R_OK | W_OK) == 0 && has_virtualization() ? "kvm" : "tcg";
}

struct accel accel_choose(const char *wanted, const struct own *own)
{
	const struct qemu_option *option = own_first(own, "accel");
	size_t length = 0;
	const char *name;

	if (own_find(own, "enable-kvm"))
		return (struct accel){ "kvm", true };
	if (option && option->value) {
		name = qemu_key(option->value, "accel", "accel", &length);
		return (struct accel){ name ? format("%.*s", (int)length, name) : "", true };
	}
	return (struct accel){ strcmp(wanted, "auto") != 0 ? wanted : best_accel(), false };
}

/*
 * The machine, and the option unless the user has set it: "smbus=off" unless there is a "smbus=".
 */
static const char *with_option(const char *machine, const char *option)
{
	size_t length;
	char *key = format("%.*s", (int)strcspn(option, "="), option);

	return qemu_key(machine, key, NULL, &length) ? machine : format("%s,%s", machine, option);
}

/* The machine without what only costs time. */
static const char *lean(const char *machine, const struct own *own)
{
	if (machine_is(machine, "q35") || !strncmp(machine, "pc-q35-", 7)) {
		if (!own_needs_sata(own))
			machine = with_option(machine, "sata=off");
		return with_option(machine, "smbus=off");
	}
	return machine_is(machine, "microvm") ? with_option(machine, "x-option-roms=on") : machine;
}

static bool is_seabios(const char *path)
{
	struct file file;
	struct fault why;
	bool found;

	if (!file_map(path, &file, &why))
		return false;
	found = file.data && memmem(file.data, file.size, "SeaBIOS", 7);
	file_unmap(&file);
	return found;
}

static const char *microvm_bios(void)
{
	for (size_t i = 0; i < sizeof(microvm_bioses) / sizeof(*microvm_bioses); i++) {
		if (is_seabios(microvm_bioses[i]))
			return microvm_bioses[i];
	}
	die("no SeaBIOS for microvm is installed; name one after --: -bios FILE");
}

static void unless(struct words *words, const struct own *own, const char *names,
		   const char *option, const char *value)
{
	if (!own_find(own, names))
		words_add_pair(words, option, value);
}

static void microvm_options(struct words *words, const struct accel *accel, const struct own *own)
{
	if (!own_find(own, "bios"))
		words_add_pair(words, "-bios", microvm_bios());
	/*
	 * Linux has one short look at the TSC there. Under TCG, on a busy host, it misjudges what
	 * it sees and is left without a clock; instructions that are counted make the time right.
	 */
	if (!strncmp(accel->name, "tcg", 3))
		unless(words, own, "icount", "-icount", "shift=auto");
}

void machine_options(struct words *words, const char *machine, const struct accel *accel,
		     const struct own *own)
{
	words_add(words, "-nodefaults");
	words_add_pair(words, "-M", lean(machine, own));
	if (!accel->given)
		words_add_pair(words, "-accel", accel->name);
	/* The 486 that isapc has by default runs no 64-bit kernel; KVM's default hides much. */
	if (machine_is(machine, "isapc") || !strncmp(accel->name, "kvm", 3))
		unless(words, own, "cpu", "-cpu", "max");
	if (machine_is(machine, "microvm"))
		microvm_options(words, accel, own);
	unless(words, own, "display nographic vnc spice", "-display", "none");
	if (!own_has_console(own))
		words_add_pair(words, "-serial", "mon:stdio");
}
