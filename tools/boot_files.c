// SPDX-License-Identifier: GPL-2.0-or-later
/* The files that a boot by pvh-boot needs: ROM, initrd, kernel. */
#include <stdlib.h>
#include "beside.h"
#include "boot.h"
#include "file.h"
#include "message.h"

static const char *own_rom(void)
{
	const char *path = beside_rom();

	if (!path)
		die("there is no pvh.bin: `make` builds it, or name one with --rom");
	return path;
}

static void check_readable(const char *path)
{
	struct fault why;

	if (!file_is_readable(path, &why))
		die("%s", why.why);
}

void boot_find_files(struct boot *boot)
{
	const char *rom = boot->given.rom, *initrd = boot->given.initrd;

	boot->load.rom = rom && *rom ? rom : own_rom();
	check_readable(boot->load.rom);
	if (file_is_device(boot->load.rom))
		die("%s: a ROM must be a regular file", boot->load.rom);
	if (!initrd || !*initrd)
		return;
	check_readable(initrd);
	boot->load.initrd = initrd;
}

void boot_find_kernel(struct boot *boot, const char *argv0)
{
	struct fault why = { "" };
	enum kernel_found found = kernel_find(&boot->kernel, boot->given.kernel, &why);
	int status = found == KERNEL_READY ? 0 : 1;

	if (found == KERNEL_NOT_CACHED) {
		why.why[0] = '\0';
		status = kernel_extract(&boot->kernel, argv0, false, &why);
	}
	if (status && *why.why)
		die("%s", why.why);
	if (status)
		exit(status);
	boot->load.kernel = boot->kernel.path;
}
