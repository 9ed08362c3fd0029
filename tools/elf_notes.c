// SPDX-License-Identifier: GPL-2.0-or-later
/* Xen's notes, read as the ROM reads them (optionrom/elf/notes.c). */
#include <elf.h>
#include <string.h>
#include "bytes.h"
#include "elf_file.h"

#define NOTE_HEADER 12 /* n_namesz, n_descsz, n_type */
#define NOWHERE UINT64_MAX

struct reader {
	const struct elf_file *elf;
	struct elf_notes *notes;
	struct fault *why;
};

static uint64_t padded(uint64_t size, uint32_t padding)
{
	return (size + padding - 1) & -(uint64_t)padding;
}

/* The first of several counts. One may be met twice, with either padding. */
static bool take_entry(const struct reader *r, const uint8_t *descriptor, uint32_t size)
{
	const uint64_t offset = (uint64_t)(descriptor - r->elf->data);

	if (size != 4 && size != 8)
		return fault(r->why, "its entry note has %u bytes, not 4 or 8", size);
	if (!r->notes->has_entry) {
		r->notes->entry = size == 8 ? get64(descriptor) : get32(descriptor);
		r->notes->entry_offset = offset;
	}
	r->notes->has_more_entries |= r->notes->has_entry && r->notes->entry_offset != offset;
	r->notes->has_entry = true;
	return true;
}

static void take_reloc(struct elf_notes *notes, const uint8_t *descriptor, uint32_t size)
{
	notes->has_reloc = true;
	notes->reloc_align = size >= 4 ? get32(descriptor) : 0;
	notes->reloc_min = size >= 8 ? get32(descriptor + 4) : 0;
	notes->reloc_last = size >= 12 ? get32(descriptor + 8) : UINT32_MAX;
}

static bool take_note(const struct reader *r, const uint8_t *note, const uint8_t *descriptor)
{
	uint32_t name_size = get32(note), size = get32(note + 4), type = get32(note + 8);

	if (name_size != 4 || memcmp(note + NOTE_HEADER, "Xen", 4) != 0)
		return true;
	if (type == XEN_ELFNOTE_GUEST_OS && size >= 5 && !memcmp(descriptor, "linux", 5))
		r->notes->is_linux = true;
	if (type == XEN_ELFNOTE_PHYS32_RELOC)
		take_reloc(r->notes, descriptor, size);
	return type != XEN_ELFNOTE_PHYS32_ENTRY || take_entry(r, descriptor, size);
}

/* Offset of the note that runs past the segment's end, or NOWHERE. False for a note that is of no
 * use. */
static bool walk(const struct reader *r, const struct elf_segment *s, uint32_t padding,
		 uint64_t *bad)
{
	const uint64_t end = s->offset + s->filesz;

	*bad = NOWHERE;
	for (uint64_t at = s->offset; at < end && end - at >= NOTE_HEADER;) {
		const uint8_t *note = r->elf->data + at;
		uint32_t name_size = get32(note), size = get32(note + 4);
		uint64_t descriptor = at + padded(NOTE_HEADER + (uint64_t)name_size, padding);

		/* What lies before a section of GNU property notes, which starts on 8. */
		if (!name_size && s->align == 8 && at % 8) {
			at += 4;
			continue;
		}
		if (descriptor + size > end) {
			*bad = at;
			return true;
		}
		if (!take_note(r, note, r->elf->data + descriptor))
			return false;
		at = descriptor + padded(size, padding);
	}
	return true;
}

/*
 * Linkers pad to 4 bytes whatever p_align says, but for GNU property notes, which they pad to 8; so
 * 8 is tried where 4 leads nowhere and p_align allows it.
 */
static bool read_segment(const struct reader *r, const struct elf_segment *s)
{
	uint64_t bad, bad8;

	if (!walk(r, s, 4, &bad))
		return false;
	if (s->align == 8 && (bad != NOWHERE || !r->notes->has_entry)) {
		if (!walk(r, s, 8, &bad8))
			return false;
		bad = bad == NOWHERE ? NOWHERE : bad8;
	}
	return bad == NOWHERE ||
	       fault(r->why, "the note at 0x%llx reaches past the end of its segment",
		     (unsigned long long)bad);
}

bool elf_read_notes(const struct elf_file *elf, struct elf_notes *notes, struct fault *why)
{
	const struct reader r = { elf, notes, why };
	uint64_t size = 0;

	memset(notes, 0, sizeof(*notes));
	for (unsigned int i = 0; i < elf->count; i++)
		size += elf->segments[i].type == PT_NOTE ? elf->segments[i].filesz : 0;
	if (size > ELF_NOTES_MAX)
		return fault(why, "it has %llu bytes of notes, %d is the limit",
			     (unsigned long long)size, ELF_NOTES_MAX);
	for (unsigned int i = 0; i < elf->count; i++)
		if (elf->segments[i].type == PT_NOTE && !read_segment(&r, &elf->segments[i]))
			return false;
	return true;
}
