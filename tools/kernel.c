// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "bzimage.h"
#include "cache.h"
#include "file.h"
#include "kernel.h"
#include "run_extract.h"
#include "words.h"

#define START 1024 /* enough for the setup header */
/* Linux's COMMAND_LINE_SIZE is 2048 on x86, with the NUL: arch/x86/include/asm/setup.h. */
#define LINUX_CMDLINE_MAX 2047

static bool about(struct fault *why, const char *name)
{
	struct fault inner = *why;

	return fault(why, "%s: %s", name, inner.why);
}

/* The ELF file that QEMU is going to read: mapped, so only its headers and notes are. */
static bool read_elf(struct kernel *kernel, struct fault *why)
{
	struct file file;

	if (!file_map(kernel->path, &file, why))
		return false;
	if (!elf_read(&kernel->elf, file.data, file.size, why) ||
	    !elf_read_notes(&kernel->elf, &kernel->notes, why))
		return about(why, kernel->name);
	if (!kernel->notes.has_entry)
		return fault(why,
			     "%s: it has no PVH entry point: it is not a kernel, or built without "
			     "CONFIG_PVH",
			     kernel->name);
	if (kernel->notes.is_linux && !kernel->cmdline_max)
		kernel->cmdline_max = LINUX_CMDLINE_MAX;
	kernel->is_linux |= kernel->notes.is_linux;
	return true;
}

static enum kernel_found find_elf(struct kernel *kernel, struct fault *why)
{
	kernel->path = kernel->name;
	return read_elf(kernel, why) ? KERNEL_READY : KERNEL_BAD;
}

static void take_setup_header(struct kernel *kernel, const struct bzimage *image)
{
	kernel->is_linux = kernel->is_bzimage = true;
	kernel->cmdline_max = image->cmdline_size;
	kernel->kernel_alignment = image->kernel_alignment;
	kernel->init_size = image->init_size;
	kernel->pref_address = image->pref_address;
}

static enum kernel_found find_cached(struct kernel *kernel, const struct stat *status,
				     struct fault *why)
{
	struct cache_entry entry;
	bool is_good;

	if (!cache_find(status, &entry))
		return KERNEL_NOT_CACHED;
	kernel->path = format("%s", entry.path);
	kernel->relocs = cache_open_relocs(&entry);
	is_good = read_elf(kernel, why);
	cache_close(&entry);
	return is_good ? KERNEL_READY : KERNEL_NOT_CACHED;
}

static enum kernel_found find_by_start(struct kernel *kernel, int file, const struct stat *status,
				       struct fault *why)
{
	uint8_t start[START];
	struct bzimage image;
	ssize_t size = read(file, start, sizeof(start));

	if (size < 0) {
		fault_errno(why, "read", kernel->name);
		return KERNEL_BAD;
	}
	if (elf_is(start, (size_t)size))
		return find_elf(kernel, why);
	if (!bzimage_is(start, (size_t)size) || !bzimage_read(&image, start, (size_t)size, why))
		return KERNEL_NOT_CACHED;
	take_setup_header(kernel, &image);
	return find_cached(kernel, status, why);
}

enum kernel_found kernel_find(struct kernel *kernel, const char *name, struct fault *why)
{
	struct stat status;
	enum kernel_found found;
	int file;

	*kernel = (struct kernel){ .name = name, .relocs = -1 };
	if (!file_is_readable(name, why))
		return KERNEL_BAD;
	if (file_is_device(name))
		return KERNEL_NOT_CACHED;
	file = open(name, O_RDONLY | O_CLOEXEC);
	if (file < 0 || fstat(file, &status)) {
		fault_errno(why, "read", name);
		found = KERNEL_BAD;
	} else {
		found = find_by_start(kernel, file, &status, why);
	}
	if (file >= 0)
		close(file);
	return found;
}

int kernel_extract(struct kernel *kernel, const char *argv0, bool is_silent, struct fault *why)
{
	struct extraction what = { kernel->name, argv0, is_silent };
	int status;

	if (kernel->relocs >= 0)
		close(kernel->relocs);
	status = run_extract(&what, &kernel->path, why);
	if (status)
		return status;
	kernel->relocs = open(format("%s.relocs", kernel->path), O_RDONLY | O_CLOEXEC);
	return read_elf(kernel, why) ? 0 : 1;
}
