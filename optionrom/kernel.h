/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading an ELF kernel out of fw_cfg: its segments become areas, its notes tell the entry. Pure, above fw_cfg_read. */
#ifndef KERNEL_H
#define KERNEL_H

#include "area.h"
#include "elf.h"
#include "fw_cfg.h"

/* What of a program header matters, in either class. */
struct phdr {
	uint32_t type, offset, paddr, filesz, memsz, align;
	uint32_t index; /* which one it is */
};

/* XEN_ELFNOTE_PHYS32_RELOC: the kernel may be loaded elsewhere. */
struct reloc {
	bool allowed;
	uint32_t align; /* the note's, or its default; 0 in the note is as good as absent */
	uint32_t min, last; /* first and last address that the kernel may take */
};

struct kernel {
	struct fw_item file; /* key 0: QEMU has put it in place */
	uint32_t entry;
	bool has_entry;
	bool is_dyn; /* ET_DYN */
	struct reloc reloc;
	uint32_t align; /* the largest p_align of a PT_LOAD */
};

/* Scratch for the headers, all the program headers that there may be, and a part of the notes. */
struct elf_window {
	union {
		uint8_t bytes[2048];
		struct elf_ident ident;
		struct elf32_ehdr ehdr32;
		struct elf64_ehdr ehdr64;
	};
	uint8_t notes[1024];
};

_Static_assert(SEGMENT_MAX * sizeof(struct elf64_phdr) <= 2048, "the program headers do not fit the window");

/*
 * Read the headers and the notes of kernel->file and check all that can be checked
 * without a memory map; the rest of `kernel` is zeroed by the caller. Adds an
 * area for each PT_LOAD. Refuses with whatever of errors.def is wrong with the file.
 */
void kernel_read(struct kernel *kernel, struct space *space, struct elf_window *window);

/* Refuses NO_ENTRY_NOTE, and ENTRY_OUTSIDE if no area holds the entry. */
void kernel_check_entry(const struct kernel *kernel, const struct space *space);

/* kernel_read's parts, a file each. */
void elf_identify(const struct elf_window *window, uint32_t size);
void elf_read_segments(struct kernel *kernel, struct space *space, struct elf_window *window);
void elf_read_notes(struct kernel *kernel, struct elf_window *window, const struct phdr *notes);

/*
 * `span` is what QEMU says that its PT_LOADs reach over, `window` what it hands out as the file's beginning. If
 * the headers there say the same, let `span` begin with the first segment that is not empty.
 */
void elf_skip_empty(struct area *span, const struct elf_window *window);

#endif
