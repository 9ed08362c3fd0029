/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Little-endian x86 ELF kernels of 32 and 64 bits: headers, segments, notes. Pure. */
#ifndef ELF_FILE_H
#define ELF_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fault.h"

#define ELF_SEGMENTS_MAX 32 /* as in the ROM */
#define ELF_NOTES_MAX (1 << 20) /* bytes of all of them; kernels have a few hundred */

/* Notes of owner "Xen": Xen, xen/include/public/elfnote.h. */
#define XEN_ELFNOTE_GUEST_OS 6
#define XEN_ELFNOTE_PHYS32_ENTRY 18
#define XEN_ELFNOTE_PHYS32_RELOC 19

/* A program header, in either class; the types are <elf.h>'s PT_LOAD, PT_NOTE. */
struct elf_segment {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz, align;
};

struct elf_file {
	const uint8_t *data; /* the caller's, all of the file */
	size_t size;
	bool is64;
	uint16_t type, machine; /* ET_*, EM_386 or EM_X86_64 */
	uint32_t flags;
	uint64_t entry; /* e_entry: not the PVH entry */
	/* The end of the section headers, or 0. In a bzImage's payload relocations follow. */
	uint64_t end;
	unsigned int count; /* of segments */
	struct elf_segment segments[ELF_SEGMENTS_MAX];
};

/* What the notes say. */
struct elf_notes {
	bool has_entry, has_reloc, is_linux;
	uint64_t entry; /* PHYS32_ENTRY, the first of several */
	uint64_t entry_offset; /* of its descriptor in the file */
	bool has_more_entries;
	/* PHYS32_RELOC, absent words 0, 0 and 0xffffffff: alignment, lowest start, address of the
	 * last byte */
	uint32_t reloc_align, reloc_min, reloc_last;
};

bool elf_is(const uint8_t *data, size_t size);

/* Headers and segments. False if this is no x86 ELF file, or damaged, or a segment is cut short. */
bool elf_read(struct elf_file *elf, const uint8_t *data, size_t size, struct fault *why);

/* Reads notes as the ROM does. False if they are damaged or larger than ELF_NOTES_MAX. */
bool elf_read_notes(const struct elf_file *elf, struct elf_notes *notes, struct fault *why);

/* "i386" or "x86-64". */
const char *elf_machine_name(const struct elf_file *elf);

/* Physical addresses that the PT_LOADs with p_memsz > 0 take: from the lowest start up to, not
 * including, the end. */
struct elf_span {
	uint64_t start, end;
};
struct elf_span elf_span(const struct elf_file *elf);

#endif
