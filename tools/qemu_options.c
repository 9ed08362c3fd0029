// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>
#include "qemu_options.h"

/* qemu-options.hx of QEMU 5.2, 7.2, 10.0 and 11.1 together: none takes a value in one version and not
 * in another. In the order of strcmp(). */
static const char *const with_value[] = {
	"D",
	"L",
	"M",
	"accel",
	"acpitable",
	"action",
	"add-fd",
	"append",
	"audio",
	"audiodev",
	"bios",
	"blockdev",
	"boot",
	"cdrom",
	"chardev",
	"chroot",
	"compat",
	"cpu",
	"d",
	"debugcon",
	"device",
	"dfilter",
	"display",
	"drive",
	"dtb",
	"dump-vmstate",
	"echr",
	"fda",
	"fdb",
	"fsdev",
	"fw_cfg",
	"g",
	"gdb",
	"global",
	"hda",
	"hdb",
	"hdc",
	"hdd",
	"icount",
	"incoming",
	"initrd",
	"iscsi",
	"k",
	"kernel",
	"loadvm",
	"m",
	"machine",
	"mem-path",
	"mon",
	"monitor",
	"msg",
	"mtdblock",
	"name",
	"net",
	"netdev",
	"nic",
	"numa",
	"object",
	"option-rom",
	"overcommit",
	"parallel",
	"pflash",
	"pidfile",
	"plugin",
	"prom-env",
	"qmp",
	"qmp-pretty",
	"qtest",
	"qtest-log",
	"readconfig",
	"realtime",
	"rotate",
	"rtc",
	"run-with",
	"runas",
	"sandbox",
	"sd",
	"seed",
	"semihosting-config",
	"serial",
	"set",
	"shim",
	"smbios",
	"smp",
	"soundhw",
	"spice",
	"tb-size",
	"tpmdev",
	"trace",
	"usbdevice",
	"uuid",
	"vga",
	"virtfs",
	"vnc",
	"watchdog",
	"watchdog-action",
	"writeconfig",
	"xen-domid",
};

static const char *const without_value[] = {
	"S",
	"alt-grab",
	"async-teardown",
	"audio-help",
	"ctrl-grab",
	"curses",
	"daemonize",
	"enable-fips",
	"enable-kvm",
	"enable-sync-profile",
	"full-screen",
	"h",
	"help",
	"jitdump",
	"mem-prealloc",
	"no-acpi",
	"no-fd-bootchk",
	"no-hpet",
	"no-quit",
	"no-reboot",
	"no-shutdown",
	"no-user-config",
	"nodefaults",
	"nographic",
	"old-param",
	"only-migratable",
	"perfmap",
	"portrait",
	"preconfig",
	"s",
	"sdl",
	"semihosting",
	"show-cursor",
	"singlestep",
	"snapshot",
	"usb",
	"version",
	"win2k-hack",
	"xen-attach",
	"xen-domid-restrict",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static int compare(const void *name, const void *entry)
{
	return strcmp(name, *(const char *const *)entry);
}

static bool is_in(const char *name, const char *const *list, size_t count)
{
	return bsearch(name, list, count, sizeof(*list), compare) != NULL;
}

static bool takes_value(const char *name)
{
	return is_in(name, with_value, COUNT(with_value));
}

bool qemu_option_exists(const char *name)
{
	return takes_value(name) || is_in(name, without_value, COUNT(without_value));
}

int qemu_option_read(char *const *words, int count, int at, struct qemu_option *option)
{
	const char *word = words[at];

	*option = (struct qemu_option){ .at = at, .known = true };
	if (word[0] != '-') {
		option->value = word;
		return at + 1;
	}
	option->name = word + (word[1] == '-' ? 2 : 1);
	option->known = qemu_option_exists(option->name);
	if (!takes_value(option->name))
		return at + 1;
	if (at + 1 >= count)
		return 0;
	option->value = words[at + 1];
	return at + 2;
}

/* Where the part that begins here ends: at a comma that stands alone, or at the end. */
static const char *part_end(const char *part)
{
	for (; *part; part++) {
		if (*part == ',' && *++part != ',')
			return part - 1;
	}
	return part;
}

static const char *value_in(const char *part, const char *end, const char *key)
{
	size_t length = strlen(key);

	if ((size_t)(end - part) <= length || memcmp(part, key, length) != 0)
		return NULL;
	return part[length] == '=' ? part + length + 1 : NULL;
}

const char *qemu_key(const char *value, const char *key, const char *first, size_t *length)
{
	const char *found = NULL, *part = value, *end, *here;

	for (; *part; part = *end ? end + 1 : end) {
		end = part_end(part);
		here = value_in(part, end, key);
		if (!here && part == value && first && !strcmp(first, key) && !memchr(part, '=', end - part))
			here = part;
		if (here) {
			found = here;
			*length = end - here;
		}
	}
	return found;
}

bool qemu_key_is(const char *value, const char *key, const char *wanted)
{
	size_t length = 0;
	const char *found = qemu_key(value, key, NULL, &length);

	return found && length == strlen(wanted) && !memcmp(found, wanted, length);
}
