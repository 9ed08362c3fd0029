// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "machine.h"
#include "qemu_asks.h"

/*
 * With these nothing is booted (version, help), the guest comes from elsewhere (incoming, loadvm),
 * the command line is not all here (readconfig), the firmware is not SeaBIOS for sure (bios,
 * pflash), or only a bzImage has a use for it (dtb, shim).
 */
static const char leave_alone[] =
	"h help version incoming loadvm readconfig writeconfig bios pflash preconfig dtb shim "
	"xen-attach xen-domid";

/* Machine properties that name a kernel, a firmware, or a guest whose memory QEMU measures or
 * encrypts. */
static const char *const machine_keys[] = { "kernel",
					    "initrd",
					    "append",
					    "dtb",
					    "firmware",
					    "pflash0",
					    "pflash1",
					    "shim",
					    "memory-encryption",
					    "confidential-guest-support" };

/* Version names of distributions whose machine types are newer than QEMU 3.1. */
static const char *const new_versions[] = {
	"rhel9.",  "rhel10.", "eoan",   "focal", "groovy",   "hirsute", "impish",  "jammy",
	"kinetic", "lunar",   "mantic", "noble", "oracular", "plucky",  "questing"
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static bool is_new_version(const char *version)
{
	if (*version >= '1' && *version <= '9')
		return true;
	for (size_t i = 0; i < COUNT(new_versions); i++) {
		if (begins(version, new_versions[i]))
			return true;
	}
	return false;
}

/* The PC types that QEMU enters through PVH. isapc is none of them: its default processor runs no
 * 64-bit kernel. */
static bool is_pc(const char *type)
{
	if (machine_is(type, "pc") || machine_is(type, "q35"))
		return true;
	if (machine_is_up_to(type, 3, 1))
		return false;
	return (begins(type, "pc-q35-") && is_new_version(type + 7)) ||
	       (begins(type, "pc-i440fx-") && is_new_version(type + 10));
}

static const char *why_machine(const char *value)
{
	size_t length = 0;
	const char *type = qemu_key(value, "type", "type", &length);

	if (type && !is_pc(type))
		return "the machine is not a PC that boots by PVH";
	for (size_t i = 0; i < COUNT(machine_keys); i++) {
		if (qemu_key(value, machine_keys[i], NULL, &length))
			return "the machine has a kernel, firmware or encryption of its own";
	}
	return NULL;
}

static const char *why_option(const struct qemu_option *option)
{
	if (!option->known)
		return "it has an unknown option";
	if (option_is(option, leave_alone))
		return "it has an option that pvh-qemu does not handle";
	if (option_is(option, "M machine"))
		return why_machine(option->value);
	if (option_is(option, "accel") && begins(option->value, "xen"))
		return "it is a guest of Xen";
	if (option_is(option, "fw_cfg") &&
	    (strstr(option->value, "opt/pvh/") || strstr(option->value, "roms/")))
		return "it already passes files to a ROM";
	if (option_is(option, "option-rom") && strstr(option->value, "pvh"))
		return "it already has a PVH ROM";
	if (option_is(option, "object") &&
	    (strstr(option->value, "sev-") || strstr(option->value, "tdx-")))
		return "the guest's memory is measured or encrypted";
	return NULL;
}

const char *qemu_why_unchanged(const struct own *line)
{
	if (line->cut)
		return "an option has no value";
	if (!own_find(line, "kernel"))
		return "there is no -kernel";
	for (int i = 0; i < line->count; i++) {
		const char *why = line->options[i].name ? why_option(line->options + i) : NULL;

		if (why)
			return why;
	}
	return NULL;
}

bool qemu_wants_seabios(const struct own *line)
{
	for (int i = 0; i < line->count; i++) {
		const struct qemu_option *option = line->options + i;

		if (option_is(option, "boot") && (qemu_key_is(option->value, "menu", "on") ||
						  qemu_key_is(option->value, "menu", "yes")))
			return true;
		if (option_is(option, "tpmdev") ||
		    (option_is(option, "device") && strstr(option->value, "tpm")))
			return true;
	}
	return false;
}

/* A console= that is no virtual terminal, such as ttyS0 and hvc0: "tty1" and "tty" are on the
 * screen. */
static bool has_other_console(const char *append)
{
	const char *at = append;

	while ((at = strstr(at, "console="))) {
		bool is_word = at == append || at[-1] == ' ';

		at += strlen("console=");
		if (is_word &&
		    !(begins(at, "tty") && strspn(at + 3, "0123456789") == strcspn(at + 3, " ,")))
			return true;
	}
	return false;
}

static bool has_screen(const struct own *line)
{
	const struct qemu_option *display = own_find(line, "display"), *vga = own_find(line, "vga");

	if (own_find(line, "nographic") || (display && begins(display->value, "none")))
		return own_find(line, "vnc spice");
	if (vga && !strcmp(vga->value, "none"))
		vga = NULL;
	else if (!own_find(line, "nodefaults"))
		return true;
	for (int i = 0; i < line->count && !vga; i++) {
		const struct qemu_option *option = line->options + i;

		if (option_is(option, "device") &&
		    (strstr(option->value, "VGA") || strstr(option->value, "vga")))
			return true;
	}
	return vga != NULL;
}

bool qemu_shows_console(const struct own *line)
{
	const struct qemu_option *append = own_find(line, "append");

	return has_screen(line) && !(append && has_other_console(append->value));
}

bool qemu_has_32bit_cpu(const struct own *line)
{
	static const char *const models[] = { "486",   "pentium", "pentium2", "pentium3", "qemu32",
					      "kvm32", "coreduo", "n270",     "athlon" };
	const struct qemu_option *cpu = own_find(line, "cpu");

	if (!cpu)
		return false;
	for (size_t i = 0; i < COUNT(models); i++) {
		if (machine_is(cpu->value, models[i]))
			return true;
	}
	return strstr(cpu->value, "-lm") || qemu_key_is(cpu->value, "lm", "off");
}
