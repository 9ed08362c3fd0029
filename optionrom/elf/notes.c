// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/notes.h"
#include "messages/errors.h"

#define NAME_XEN 0x006e6558 /* "Xen" with its NUL */

/* A note as Xen's are: a name of four bytes, up to three words that matter, the same in either
 * padding. */
struct xen_note {
	struct elf_nhdr header;
	uint32_t name;
	uint32_t desc[3];
} __attribute__((packed, may_alias)); /* it lies at any address */

static uint32_t smaller(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* The file at `at`, as far as a note of Xen's goes. What is beyond the segment, or the file, does
 * no harm here. */
static const struct xen_note *peek(const struct kernel *kernel, struct elf_window *window,
				   uint32_t at)
{
	if (at - window->notes_start > sizeof(window->notes) - sizeof(struct xen_note)) {
		fw_cfg_read(kernel->file.key, at, window->notes, sizeof(window->notes));
		window->notes_start = at;
	}
	return (const void *)(window->notes + (at - window->notes_start));
}

/* The first of several counts, as in QEMU and Xen. */
static void take_entry(struct kernel *kernel, const struct xen_note *note)
{
	uint32_t size = note->header.n_descsz;

	if (kernel->has_entry)
		return;
	if (size != 4 && size != 8)
		refuse(BAD_ENTRY_NOTE, size);
	kernel->entry = size == 8 && note->desc[1] ? 0xffffffff : note->desc[0];
	kernel->has_entry = true;
}

/* Up to three words, in this order; what is missing has its default. */
static void take_reloc(struct reloc *reloc, const struct xen_note *note)
{
	uint32_t size = note->header.n_descsz;

	reloc->allowed = true;
	reloc->align = size >= 4 ? note->desc[0] : 0;
	reloc->min = size >= 8 ? note->desc[1] : 0;
	reloc->last = size >= 12 ? note->desc[2] : 0xffffffff;
}

/* A note that is all there: is it one of Xen's that we look for? */
static void take_note(struct kernel *kernel, const struct xen_note *note)
{
	if (note->header.n_namesz != sizeof(note->name) || note->name != NAME_XEN)
		return;
	if (note->header.n_type == XEN_ELFNOTE_PHYS32_ENTRY)
		take_entry(kernel, note);
	if (note->header.n_type == XEN_ELFNOTE_PHYS32_RELOC)
		take_reloc(&kernel->reloc, note);
}

/*
 * Walk the notes as padded to `align` bytes. Where one runs past its segment: the complement of its
 * offset; else 0.
 */
static uint32_t walk(struct kernel *kernel, struct elf_window *window, const struct phdr *notes,
		     uint32_t align)
{
	/* Nobody has 2 GiB of notes; so the sums below do not wrap. */
	uint32_t at = notes->offset, left = smaller(notes->filesz, 0x7fffffff), used;

	for (; left >= sizeof(struct elf_nhdr); at += used, left -= used) {
		const struct xen_note *note = peek(kernel, window, at);
		uint32_t name = note->header.n_namesz, desc = note->header.n_descsz;

		/* A section of GNU property notes starts on 8: four bytes may lie before it. */
		used = 4;
		if (!name && notes->align == 8 && at % 8)
			continue;
		used = (sizeof(note->header) + name + align - 1) & -align;
		if (name > left || used > left || desc > left - used)
			return ~at;
		take_note(kernel, note);
		used = smaller(left, (used + desc + align - 1) & -align);
	}
	return 0;
}

/*
 * Linkers pad notes to 4 bytes whatever p_align says, but for GNU property notes, which they
 * pad to 8. So 4 is tried first, and 8 where that leads nowhere and p_align allows it.
 */
void elf_read_notes(struct kernel *kernel, struct elf_window *window, const struct phdr *notes)
{
	uint32_t bad;

	window->notes_start = notes->offset + 1; /* so the first is not there */
	bad = walk(kernel, window, notes, 4);
	if (notes->align == 8 && (bad || !kernel->has_entry)) {
		uint32_t bad8 = walk(kernel, window, notes, 8);

		bad = bad ? bad8 : 0;
	}
	if (bad)
		refuse(NOTE_OUT_OF_RANGE, ~bad, notes->index);
}
