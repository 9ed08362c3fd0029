/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The ELF notes: where the kernel is entered, and whether it may be moved. Pure, above fw_cfg_read.
 */
#ifndef NOTES_H
#define NOTES_H

#include "elf/kernel.h"
#include "elf/phdrs.h"

/*
 * Read the notes of one PT_NOTE into kernel->entry and kernel->reloc. Refuses NOTE_OUT_OF_RANGE,
 * BAD_ENTRY_NOTE, BAD_DMA. Changes window->notes.
 */
void elf_read_notes(struct kernel *kernel, struct elf_window *window, const struct phdr *notes);

#endif
