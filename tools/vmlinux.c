// SPDX-License-Identifier: GPL-2.0-or-later
/* From a path to an ELF file in memory. */
#include <stdlib.h>
#include "message.h"
#include "progress.h"
#include "vmlinux.h"

static bool unpack_payload(struct vmlinux *v, const char *path, struct fault *why)
{
	struct unpacked unpacked;
	bool done;

	if (!bzimage_read(&v->header, v->source.data, v->source.size, why) ||
	    !bzimage_payload_is_there(&v->header, v->source.size, why))
		return false;
	progress_start(path);
	done = unpack(&unpacked, v->source.data + v->header.payload_offset,
		      v->header.payload_length, progress_show, why);
	progress_end();
	v->data = unpacked.data;
	v->size = unpacked.size;
	v->compression = unpacked.compression;
	return done;
}

/* A vmlinux is its own. */
static bool find_elf(struct vmlinux *v, const char *path, struct fault *why)
{
	v->is_bzimage = !elf_is(v->source.data, v->source.size);
	if (!v->is_bzimage) {
		v->data = v->source.data;
		v->size = v->source.size;
		return true;
	}
	if (!unpack_payload(v, path, why))
		return false;
	free((void *)v->source.data);
	v->source.data = NULL;
	return elf_is(v->data, v->size) ||
	       fault(why, "its payload, compressed with %s, is not an ELF file",
		     compression_name(v->compression));
}

void vmlinux_load(struct vmlinux *v, const char *path, bool accept_none)
{
	struct fault why;

	*v = (struct vmlinux){ 0 };
	clock_gettime(CLOCK_REALTIME, &v->read);
	if (!file_read(path, kernel_check_start, &v->source, &why))
		die("%s", why.why);
	if (!find_elf(v, path, &why) || !elf_read(&v->elf, v->data, v->size, &why) ||
	    !elf_read_notes(&v->elf, &v->notes, &why))
		die("%s: %s", path, why.why);
	if (!accept_none)
		vmlinux_check_entry(&v->notes, path);
}

void vmlinux_check_entry(const struct elf_notes *notes, const char *path)
{
	if (!notes->has_entry)
		die("%s: it has no PVH entry point: it is not a kernel, or built without "
		    "CONFIG_PVH",
		    path);
}

const uint8_t *vmlinux_relocs(const struct vmlinux *v, size_t *size)
{
	*size = v->is_bzimage && v->elf.end ? v->size - v->elf.end : 0;
	return *size ? v->data + v->elf.end : NULL;
}
