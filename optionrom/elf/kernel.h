/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of this folder find out about a kernel, and the buffer that they read its file
 * into. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include "elf/elf.h"
#include "fw_cfg/fw_cfg.h"
#include "layout.h"

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

#define ELF_WINDOW_HEADERS 2048
#define ELF_WINDOW_NOTES 1024

/*
 * The file's first bytes, then all the program headers that there may be; and a part of the notes.
 */
struct elf_window {
	union {
		uint8_t headers[ELF_WINDOW_HEADERS];
		struct elf_ident ident;
		struct elf32_ehdr ehdr32;
		struct elf64_ehdr ehdr64;
	};
	uint8_t notes[ELF_WINDOW_NOTES];
	uint32_t notes_start; /* where in the file they are */
};

_Static_assert(SEGMENT_MAX * sizeof(struct elf64_phdr) <= ELF_WINDOW_HEADERS,
	       "the program headers do not fit the window");

#endif
