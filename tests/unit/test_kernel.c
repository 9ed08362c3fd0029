// SPDX-License-Identifier: GPL-2.0-or-later
/* What is checked when all of the file has been read: the entry, and the relocation note. */
#include "unit.h"
#include "kernel_fixture.h"

/* A good kernel with a relocation note of so many words. */
static void use_reloc(const uint32_t *words, uint32_t count)
{
	uint32_t end;

	use_good(true);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_RELOC, words, count);
	end = elf_image_xen(&image, end, XEN_ELFNOTE_PHYS32_ENTRY, (const uint32_t[]){ 0x100010 },
			    1);
	SET_PHDR(&image, 2, p_filesz, end - NOTES_AT);
}

static void assert_reloc(uint32_t align, uint32_t min, uint32_t last)
{
	assert_true(kernel.reloc.allowed);
	assert_int_equal(kernel.reloc.align, align);
	assert_int_equal(kernel.reloc.min, min);
	assert_int_equal(kernel.reloc.last, last);
}

static void check_entry(uint32_t entry)
{
	kernel.entry = entry;
	kernel_check_entry(&kernel, &space);
}

TEST(entry_in_a_segment)
{
	use_good(true);
	read_kernel();
	check_entry(0x100000);
	check_entry(0x100fff);
	check_entry(0x200000);
	check_entry(0x200fff);
}

TEST(entry_outside)
{
	use_good(true);
	read_kernel();
	assert_refuses(check_entry(0xfffff), "entry point 0xfffff is outside the kernel");
	assert_refuses(check_entry(0x101000), "entry point 0x101000 is outside the kernel");
	assert_refuses(check_entry(0x1fffff), "entry point 0x1fffff is outside the kernel");
	assert_refuses(check_entry(0x201000), "entry point 0x201000 is outside the kernel");
	assert_refuses(check_entry(0), "entry point 0x0 is outside the kernel");
	assert_refuses(check_entry(0xffffffff), "entry point 0xffffffff is outside the kernel");
}

TEST(no_entry)
{
	use_good(false);
	SET_PHDR(&image, 2, p_filesz, 0);
	read_kernel();
	assert_refuses(kernel_check_entry(&kernel, &space),
		       "no PHYS32_ENTRY note: built without CONFIG_PVH?");
}

TEST(reloc_note_in_full)
{
	use_reloc((const uint32_t[]){ 0x400000, 0x1000000, 0x3fffffff }, 3);
	read_kernel();
	assert_reloc(0x400000, 0x1000000, 0x3fffffff);
}

TEST(reloc_note_in_part)
{
	use_reloc((const uint32_t[]){ 0x400000, 0x1000000 }, 2);
	read_kernel();
	assert_reloc(0x400000, 0x1000000, 0xffffffff);
	use_reloc((const uint32_t[]){ 0x400000 }, 1);
	read_kernel();
	assert_reloc(0x400000, 0, 0xffffffff);
	use_reloc((const uint32_t[]){ 0x400000, 0x1000000, 0x3fffffff, 7 }, 4);
	read_kernel();
	assert_reloc(0x400000, 0x1000000, 0x3fffffff);
}

TEST(reloc_alignment_left_to_the_segments)
{
	use_reloc(NULL, 0);
	read_kernel();
	assert_reloc(0x1000, 0, 0xffffffff);
	SET_PHDR(&image, 0, p_align, 0x800);
	SET_PHDR(&image, 1, p_align, 0x800);
	read_kernel();
	assert_reloc(0x200000, 0, 0xffffffff);
	SET_PHDR(&image, 1, p_align, 0x8000);
	read_kernel();
	assert_reloc(0x8000, 0, 0xffffffff);
}

TEST(reloc_alignment_of_any_power_of_2)
{
	for (uint32_t align = 1; align; align <<= 1) {
		use_reloc(&align, 1);
		read_kernel();
		assert_reloc(align, 0, 0xffffffff);
	}
}

/* Without the note p_align is nobody's business. */
TEST(alignments_without_the_note)
{
	use_good(true);
	SET_PHDR(&image, 0, p_align, 0x1001);
	read_kernel();
	elf_image_phdr64(&image, 0)->p_align = 0x100000000;
	read_kernel();
	assert_false(kernel.reloc.allowed);
}

TEST(et_dyn_needs_the_note)
{
	use_good(true);
	SET_EHDR(&image, e_type, ET_DYN);
	assert_refuses(read_kernel(), "ELF type is 3, not 2");
	use_reloc(NULL, 0);
	SET_EHDR(&image, e_type, ET_DYN);
	read_kernel();
	assert_reloc(0x1000, 0, 0xffffffff);
}
