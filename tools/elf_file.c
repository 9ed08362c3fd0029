// SPDX-License-Identifier: GPL-2.0-or-later
/* ELF headers and segments: System V gABI, chapters 4 and 5; the i386 and x86-64 supplements. */
#include <elf.h>
#include <stdio.h>
#include <string.h>
#include "bytes.h"
#include "elf_file.h"

/* Where a member lies in the header of the file's class, and how to read one that is as wide as an
 * address. */
#define AT(elf, type, member)                                                                      \
	((elf)->is64 ? offsetof(Elf64_##type, member) : offsetof(Elf32_##type, member))

static uint64_t get_address(const struct elf_file *elf, size_t at)
{
	return elf->is64 ? get64(elf->data + at) : get32(elf->data + at);
}

bool elf_is(const uint8_t *data, size_t size)
{
	return size >= SELFMAG && !memcmp(data, ELFMAG, SELFMAG);
}

static bool outside(const struct elf_file *elf, const char *what, uint64_t at, struct fault *why)
{
	return fault(why, "the %s at 0x%llx reaches past its end (0x%zx bytes)", what,
		     (unsigned long long)at, elf->size);
}

/* The class, and that the header is all there. */
static bool read_ident(struct elf_file *elf, struct fault *why)
{
	const uint8_t *ident = elf->data;
	const size_t machine = offsetof(Elf64_Ehdr, e_machine);

	if (elf->size < EI_VERSION + 1 ||
	    (ident[EI_CLASS] != ELFCLASS32 && ident[EI_CLASS] != ELFCLASS64) ||
	    ident[EI_DATA] != ELFDATA2LSB || ident[EI_VERSION] != EV_CURRENT)
		return fault(why, "it is an ELF, but not a little-endian one of version 1");
	elf->is64 = ident[EI_CLASS] == ELFCLASS64;
	if (elf->size < machine + 2)
		return outside(elf, "ELF header", machine, why);
	elf->machine = get16(elf->data + machine);
	if (elf->machine != EM_386 && elf->machine != EM_X86_64)
		return fault(why, "it is an ELF for machine %u, not for x86", elf->machine);
	if (elf->size < (elf->is64 ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr)))
		return outside(elf, "ELF header", AT(elf, Ehdr, e_phoff), why);
	return true;
}

/* Sections are looked at for where they end, no more. */
static uint64_t sections_end(const struct elf_file *elf)
{
	uint64_t start = get_address(elf, AT(elf, Ehdr, e_shoff));
	uint32_t size = get16(elf->data + AT(elf, Ehdr, e_shentsize));
	uint32_t count = get16(elf->data + AT(elf, Ehdr, e_shnum));

	return start && lies_within(start, (uint64_t)size * count, elf->size) ? start + size * count
									      : 0;
}

static bool read_header(struct elf_file *elf, struct fault *why)
{
	uint32_t wanted = elf->is64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
	uint32_t size = get16(elf->data + AT(elf, Ehdr, e_phentsize));

	elf->type = get16(elf->data + offsetof(Elf64_Ehdr, e_type));
	elf->entry = get_address(elf, AT(elf, Ehdr, e_entry));
	elf->flags = get32(elf->data + AT(elf, Ehdr, e_flags));
	elf->count = get16(elf->data + AT(elf, Ehdr, e_phnum));
	elf->end = sections_end(elf);
	if (size != wanted)
		return fault(why, "its e_phentsize is %u, not %u", size, wanted);
	if (elf->count > ELF_SEGMENTS_MAX)
		return fault(why, "it has %u program headers, %d is the limit", elf->count,
			     ELF_SEGMENTS_MAX);
	return true;
}

static void read_segment(const struct elf_file *elf, size_t at, struct elf_segment *s)
{
	s->type = get32(elf->data + at);
	s->flags = get32(elf->data + at + AT(elf, Phdr, p_flags));
	s->offset = get_address(elf, at + AT(elf, Phdr, p_offset));
	s->vaddr = get_address(elf, at + AT(elf, Phdr, p_vaddr));
	s->paddr = get_address(elf, at + AT(elf, Phdr, p_paddr));
	s->filesz = get_address(elf, at + AT(elf, Phdr, p_filesz));
	s->memsz = get_address(elf, at + AT(elf, Phdr, p_memsz));
	s->align = get_address(elf, at + AT(elf, Phdr, p_align));
}

static bool read_segments(struct elf_file *elf, struct fault *why)
{
	uint64_t at = get_address(elf, AT(elf, Ehdr, e_phoff));
	uint32_t size = elf->is64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);

	for (unsigned int i = 0; i < elf->count; i++, at = add_or_max(at, size)) {
		if (!lies_within(at, size, elf->size))
			return outside(elf, "program header", at, why);
		read_segment(elf, (size_t)at, &elf->segments[i]);
	}
	return true;
}

/* Of one type: what a loader reads is all there. */
static bool check_segments(const struct elf_file *elf, uint32_t type, struct fault *why)
{
	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = &elf->segments[i];
		unsigned long long end = add_or_max(s->offset, s->filesz);
		char what[40] = "notes";

		if (s->type != type || !s->filesz || lies_within(s->offset, s->filesz, elf->size))
			continue;
		if (type == PT_LOAD)
			snprintf(what, sizeof(what), "segment for 0x%llx",
				 (unsigned long long)s->paddr);
		return fault(why, "it is cut short: its %s should end at byte %llu of %zu", what,
			     end, elf->size);
	}
	return true;
}

bool elf_read(struct elf_file *elf, const uint8_t *data, size_t size, struct fault *why)
{
	memset(elf, 0, sizeof(*elf));
	elf->data = data;
	elf->size = size;
	return read_ident(elf, why) && read_header(elf, why) && read_segments(elf, why) &&
	       check_segments(elf, PT_LOAD, why) && check_segments(elf, PT_NOTE, why);
}

const char *elf_machine_name(const struct elf_file *elf)
{
	return elf->machine == EM_386 ? "i386" : "x86-64";
}

struct elf_span elf_span(const struct elf_file *elf)
{
	struct elf_span span = { UINT64_MAX, 0 };

	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = &elf->segments[i];
		uint64_t end = add_or_max(s->paddr, s->memsz);

		if (s->type != PT_LOAD || !s->memsz)
			continue;
		span.start = s->paddr < span.start ? s->paddr : span.start;
		span.end = end > span.end ? end : span.end;
	}
	return span;
}
