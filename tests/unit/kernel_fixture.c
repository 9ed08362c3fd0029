// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "kernel_fixture.h"

struct elf_image image;
struct kernel kernel;
struct space space;

/* Apart from all else, so that a read past it is seen. */
static struct elf_window window;

void use_good(bool is64)
{
	elf_image_good(&image, is64);
}

void use_bare(bool is64)
{
	uint32_t end;

	elf_image_start(&image, is64);
	end = elf_image_xen(&image, NOTES_AT, XEN_ELFNOTE_PHYS32_ENTRY, (uint32_t[]){ 0x100000 },
			    1);
	elf_image_add(&image, &(struct segment){ PT_NOTE, NOTES_AT, 0, end - NOTES_AT, 0, 4 });
}

void add_segment(uint32_t type, uint64_t offset, uint64_t paddr, uint64_t filesz, uint64_t memsz)
{
	elf_image_add(&image, &(struct segment){ type, offset, paddr, filesz, memsz, 1 });
}

void read_kernel_of_size(uint32_t size)
{
	fake_reset();
	fake_item(KERNEL_KEY, image.bytes, image.size);
	memset(&kernel, 0, sizeof(kernel));
	memset(&space, 0, sizeof(space));
	memset(&window, 0xee, sizeof(window));
	kernel.file = (struct fw_item){ KERNEL_KEY, size };
	kernel_read(&kernel, &space, &window);
}

void read_kernel(void)
{
	read_kernel_of_size(image.size);
}

void assert_area(uint32_t n, uint32_t start, uint32_t size, uint32_t offset, uint32_t filled,
		 uint32_t index)
{
	const struct area *a = space.area + n;

	assert_true(n < space.count);
	assert_int_equal(a->start, start);
	assert_int_equal(a->size, size);
	assert_int_equal(a->offset, offset);
	assert_int_equal(a->filled, filled);
	assert_int_equal(a->index, index);
	assert_int_equal(a->key, KERNEL_KEY);
	assert_false(a->is_text);
}
