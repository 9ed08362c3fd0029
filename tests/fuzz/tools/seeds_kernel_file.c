// SPDX-License-Identifier: GPL-2.0-or-later
#include <elf.h>
#include <string.h>
#include "bytes.h"
#include "fuzz.h"

static void seed_bzimage(void (*use)(const void *data, size_t size))
{
	uint8_t file[4096] = { 0 };

	put16(file + 0x1fe, 0xaa55);
	memcpy(file + 0x202, "HdrS", 4);
	put16(file + 0x206, 0x20f);
	put16(file + 0x20e, 0x200);
	put32(file + 0x248, 0x300);
	put32(file + 0x24c, 0x200);
	memcpy(file + 0x400, "6.1.0 (x@y)", 11);
	use(file, sizeof(file));
	use(file, 0x240);
	file[0x206] = 7;
	use(file, sizeof(file));
}

/* Segments that reach to the file's end, over its zeros, with and without memory behind them; and
 * an entry note. */
static void seed_elf64(void (*use)(const void *data, size_t size))
{
	static const uint64_t sizes[][2] = {
		{ 0x80000, 0x80000 }, { 0x20000, 0x90000 }, { 0, 0x1000 }, { 0xb0000, 0xb0000 }
	};
	uint8_t file[1024] = { 0 };
	Elf64_Ehdr header = { .e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB,
					   EV_CURRENT },
			      .e_type = ET_EXEC,
			      .e_machine = EM_X86_64,
			      .e_phoff = sizeof(header),
			      .e_phentsize = sizeof(Elf64_Phdr),
			      .e_phnum = 5 };
	Elf64_Phdr note = { .p_type = PT_NOTE, .p_offset = 0x300, .p_filesz = 20, .p_align = 4 };

	memcpy(file, &header, sizeof(header));
	for (size_t i = 0; i < 4; i++) {
		Elf64_Phdr load = { PT_LOAD, 7, 0, 0, i << 24, sizes[i][0], sizes[i][1], 4096 };

		load.p_offset = i << 12;
		memcpy(file + sizeof(header) + i * sizeof(load), &load, sizeof(load));
	}
	memcpy(file + sizeof(header) + 4 * sizeof(note), &note, sizeof(note));
	memcpy(file + 0x300, "\4\0\0\0\4\0\0\0\22\0\0\0Xen\0\0\0\0\1", 20);
	use(file, sizeof(file));
	file[18] = EM_386;
	file[4] = ELFCLASS32;
	use(file, sizeof(file));
}

void each_seed(void (*use)(const void *data, size_t size))
{
	use("", 0);
	seed_bzimage(use);
	seed_elf64(use);
}
