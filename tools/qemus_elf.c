// SPDX-License-Identifier: GPL-2.0-or-later
/* An ELF kernel as QEMU's own loader reads it, hw/i386/multiboot.c and load_elfboot() in
 * hw/i386/x86.c. */
#include <elf.h>
#include "bytes.h"
#include "route.h"

#define SEABIOS_CLEARS_BELOW 0x90000 /* on its way to INT 19h */
#define MULTIBOOT_MAGIC 0x1badb002u
#define MULTIBOOT_SEARCHED (8192 - 48)
#define E_FLAGS_REFUSED 0x00010004u

/* Magic, flags and checksum that add up to 0. */
bool elf_is_multiboot(const struct elf_file *elf)
{
	for (size_t at = 0; at < MULTIBOOT_SEARCHED && at + 12 < elf->size; at += 4) {
		uint32_t sum = get32(elf->data + at) + get32(elf->data + at + 4) +
			       get32(elf->data + at + 8);

		if (get32(elf->data + at) == MULTIBOOT_MAGIC && !sum)
			return true;
	}
	return false;
}

static uint64_t padded(uint64_t size, uint64_t align)
{
	return (size + align - 1) / align * align;
}

/* By type, whoever owns the note, with padding as p_align says. */
static bool entry_in(const struct elf_file *elf, const struct elf_segment *segment, uint32_t *entry)
{
	uint64_t at = segment->offset, end = segment->offset + segment->filesz, descriptor;

	if (!segment->align || segment->align > elf->size)
		return false;
	for (; at + 12 <= end && end <= elf->size;
	     at = descriptor + padded(get32(elf->data + at + 4), segment->align)) {
		descriptor = at + 12 + padded(get32(elf->data + at), segment->align);
		if (get32(elf->data + at + 8) != XEN_ELFNOTE_PHYS32_ENTRY)
			continue;
		*entry = lies_within(descriptor, 4, elf->size) ? get32(elf->data + descriptor) : 0;
		return true;
	}
	return false;
}

/* The last PT_NOTE that has one counts. */
static bool misreads_notes(const struct elf_file *elf, const struct elf_notes *notes)
{
	uint32_t entry = 0;
	bool found = false;

	for (unsigned int i = elf->count; i-- && !found;) {
		const struct elf_segment *segment = elf->segments + i;

		found = segment->type == PT_NOTE && entry_in(elf, segment, &entry);
	}
	return !found || entry != notes->entry;
}

static bool is_low(const struct elf_file *elf)
{
	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *segment = elf->segments + i;

		if (segment->type == PT_LOAD && segment->memsz &&
		    segment->paddr < SEABIOS_CLEARS_BELOW)
			return true;
	}
	return false;
}

const char *elf_why_not_qemu(const struct elf_file *elf, const struct elf_notes *notes)
{
	if (elf_is_multiboot(elf))
		return "QEMU would boot it through Multiboot";
	if (elf->flags & E_FLAGS_REFUSED)
		return "QEMU would refuse its e_flags";
	if (misreads_notes(elf, notes))
		return "QEMU would misread its notes";
	if (is_low(elf))
		return "SeaBIOS would clear the part of it in low memory";
	return NULL;
}
