// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include <sys/stat.h>
#include "file.h"
#include "machine.h"
#include "message.h"
#include "route.h"

/* A comma within the value of a QEMU option is written twice. */
static const char *escaped(const char *value)
{
	char *made = allocate(2 * strlen(value) + 1), *to = made;

	for (; *value; value++) {
		if (*value == ',')
			*to++ = ',';
		*to++ = *value;
	}
	return made;
}

static void item(struct words *words, const char *name, const char *kind, const char *value)
{
	words_add_pair(words, "-fw_cfg", format("name=%s,%s=%s", name, kind, escaped(value)));
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* QEMU looks for pvh.bin in the working directory before it looks where -L says. */
static bool is_another_rom_first(const char *rom)
{
	struct stat here, ours;

	if (stat("pvh.bin", &here))
		return false;
	return stat(rom, &ours) || here.st_dev != ours.st_dev || here.st_ino != ours.st_ino;
}

const char *route_why_not_replace(const struct load *load, const char *machine)
{
	if (machine_is_up_to(machine, 3, 1))
		return format("%.*s is older than QEMU's PVH boot",
			      (int)machine_name_length(machine), machine);
	if (strcmp(file_name(load->rom), "pvh.bin") != 0)
		return "QEMU needs a ROM called pvh.bin";
	if (is_another_rom_first(load->rom))
		return "QEMU would use the pvh.bin in the working directory";
	if (load->initrd && file_is_device(load->initrd))
		return "QEMU needs a regular file as initrd";
	return NULL;
}

void route_rom_directory(struct words *words, const char *rom)
{
	int length = (int)(file_name(rom) - rom);
	const char *name = format("%.*s", length > 1 ? length - 1 : length, rom);

	if (!*name)
		name = ".";
	/* Two words are questions to -L. */
	if (!strcmp(name, "help") || !strcmp(name, "?"))
		name = format("./%s", name);
	words_add_pair(words, "-L", name);
}

void route_by_kernel(struct words *words, const struct load *load)
{
	route_rom_directory(words, load->rom);
	words_add_pair(words, "-kernel", load->kernel);
	if (load->initrd)
		words_add_pair(words, "-initrd", load->initrd);
	if (*load->append)
		words_add_pair(words, "-append", load->append);
}

void route_by_fw_cfg(struct words *words, const struct load *load)
{
	words_add_pair(words, "-option-rom", format("romfile=%s", escaped(load->rom)));
	item(words, "opt/pvh/kernel", "file", load->kernel);
	if (load->initrd)
		item(words, "opt/pvh/initrd", "file", load->initrd);
	if (*load->append)
		item(words, "opt/pvh/cmdline", "string", load->append);
}

void route_early(struct words *words, const char *rom)
{
	item(words, "vgaroms/pvh.bin", "file", rom);
}
