// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The input is a kernel file, behind two bytes that say how many zeros follow it.
 * What kernel_read makes of it must be what its headers say when read in 64 bits.
 */
#include <string.h>
#include "fuzz.h"
#include "elf/kernel_read.h"

#define KEY 0x20

static const uint8_t *file;
static uint64_t file_bytes, file_size;

/* What of the file is behind its bytes is zeros. */
static void read_file(uint64_t offset, void *dst, size_t size)
{
	memset(dst, 0, size);
	if (offset < file_bytes)
		memcpy(dst, file + offset, size < file_bytes - offset ? size : file_bytes - offset);
}

static struct elf64_phdr phdr_at(uint32_t i, bool is64, uint64_t phoff)
{
	struct elf64_phdr wide;
	struct elf32_phdr narrow;

	if (is64) {
		read_file(phoff + i * sizeof(wide), &wide, sizeof(wide));
		return wide;
	}
	read_file(phoff + i * sizeof(narrow), &narrow, sizeof(narrow));
	return (struct elf64_phdr){ narrow.p_type,  narrow.p_flags, narrow.p_offset,
				    narrow.p_vaddr, narrow.p_paddr, narrow.p_filesz,
				    narrow.p_memsz, narrow.p_align };
}

/* The area of a PT_LOAD. */
static void check_load(const struct area *area, const struct elf64_phdr *p, uint32_t index)
{
	CHECK(area->start == p->p_paddr && area->size == p->p_memsz);
	CHECK(area->filled == p->p_filesz && area->filled <= area->size);
	CHECK(!area->filled ||
	      (area->offset == p->p_offset && p->p_offset + p->p_filesz <= file_size));
	CHECK(area->key == KEY && area->index == index && !area->is_text);
	CHECK(p->p_paddr + p->p_memsz < 1ULL << 32);
}

/* Whether a PT_NOTE holds the entry, in a note of the right owner and type, at some offset. */
static bool has_entry_note(const struct elf64_phdr *p, uint32_t entry)
{
	struct {
		struct elf_nhdr header;
		char owner[4];
		uint32_t desc[2];
	} note;

	for (uint64_t at = p->p_offset; at + 20 <= p->p_offset + p->p_filesz && at < file_bytes;
	     at++) {
		read_file(at, &note, sizeof(note));
		if (note.header.n_namesz == 4 && note.header.n_type == 18 &&
		    !memcmp(note.owner, "Xen", 4) &&
		    (note.desc[0] == entry || (entry == 0xffffffff && note.desc[1])))
			return true;
	}
	return false;
}

static void check_headers(const struct kernel *kernel, const struct space *space)
{
	struct elf64_ehdr e64;
	struct elf32_ehdr e32;
	bool is64, entry_seen = !kernel->has_entry;
	uint32_t areas = 0, count;

	read_file(0, &e64, sizeof(e64));
	read_file(0, &e32, sizeof(e32));
	is64 = e64.e_ident.class == ELFCLASS64;
	count = is64 ? e64.e_phnum : e32.e_phnum;
	CHECK(count <= SEGMENT_MAX);
	for (uint32_t i = 0; i < count; i++) {
		struct elf64_phdr p = phdr_at(i, is64, is64 ? e64.e_phoff : e32.e_phoff);

		if (p.p_type == PT_LOAD && (p.p_memsz || p.p_filesz))
			check_load(space->area + areas++, &p, i);
		entry_seen =
			entry_seen || (p.p_type == PT_NOTE && has_entry_note(&p, kernel->entry));
	}
	CHECK(areas == space->count && entry_seen);
}

static void check_disjoint(const struct space *space)
{
	for (uint32_t i = 0; i < space->count; i++)
		for (uint32_t j = 0; j < i; j++) {
			const struct area *a = space->area + i, *b = space->area + j;

			CHECK(a->start + (uint64_t)a->size <= b->start ||
			      b->start + (uint64_t)b->size <= a->start);
		}
}

static void check_kernel(const struct kernel *kernel, const struct space *space)
{
	check_headers(kernel, space);
	check_disjoint(space);
	CHECK(!kernel->reloc.allowed || kernel->reloc.align);
	CHECK(!kernel->is_dyn || kernel->reloc.allowed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct kernel kernel;
	static struct space space;
	static struct elf_window window;

	if (size < 2)
		return 0;
	file = data + 2;
	file_bytes = size - 2;
	file_size = file_bytes + data[0] + 0x100 * data[1];
	fake_reset();
	fake_item(KEY, file, file_bytes);
	memset(&kernel, 0, sizeof(kernel));
	memset(&space, 0, sizeof(space));
	kernel.file = (struct fw_item){ KEY, file_size };
	if (setjmp(*refusal_catch())) {
		check_sentence();
		return 0;
	}
	kernel_read(&kernel, &space, &window);
	kernel_check_entry(&kernel, &space);
	refusal_dismiss();
	check_kernel(&kernel, &space);
	return 0;
}
