// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/kernel_read.h"
#include "elf/identify.h"
#include "elf/segments.h"
#include "messages/errors.h"

#define RELOC_DEFAULT_ALIGN 0x200000

void kernel_check_entry(const struct kernel *kernel, const struct space *space)
{
	if (!kernel->has_entry)
		refuse(NO_ENTRY_NOTE);
	if (!area_conflict(space, kernel->entry, 1))
		refuse(ENTRY_OUT_OF_RANGE, kernel->entry);
}

/* elfnote.h: without a number in the note, the largest p_align of a page or more, else 2 MiB. */
static void check_reloc(struct kernel *kernel)
{
	struct reloc *reloc = &kernel->reloc;

	if (kernel->is_dyn && !reloc->allowed)
		refuse(BAD_ELF_FIELD, "type", ET_DYN, ET_EXEC);
	if (!reloc->align)
		reloc->align = kernel->align >= PAGE_SIZE ? kernel->align : RELOC_DEFAULT_ALIGN;
}

void kernel_read(struct kernel *kernel, struct space *space, struct elf_window *window)
{
	fw_cfg_read(kernel->file.key, 0, window->headers, sizeof(window->headers));
	elf_identify(window, kernel->file.size);
	kernel->is_dyn = window->ehdr32.e_type == ET_DYN;
	elf_read_segments(kernel, space, window);
	check_reloc(kernel);
}
