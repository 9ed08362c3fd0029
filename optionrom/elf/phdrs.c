// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/phdrs.h"

static uint32_t narrow(uint64_t n)
{
	return n >> 32 ? 0xffffffff : n;
}

struct phdr_table phdr_table_find(const struct elf_window *window)
{
	struct phdr_table table;

	table.is64 = window->ident.class == ELFCLASS64;
	if (table.is64) {
		table.offset = narrow(window->ehdr64.e_phoff);
		table.count = window->ehdr64.e_phnum;
		table.entry_size = window->ehdr64.e_phentsize;
	} else {
		table.offset = window->ehdr32.e_phoff;
		table.count = window->ehdr32.e_phnum;
		table.entry_size = window->ehdr32.e_phentsize;
	}
	return table;
}

uint32_t phdr_size(const struct phdr_table *table)
{
	return table->is64 ? sizeof(struct elf64_phdr) : sizeof(struct elf32_phdr);
}

static struct phdr from_phdr32(const struct elf32_phdr *p)
{
	return (struct phdr){
		.type = p->p_type,
		.offset = p->p_offset,
		.paddr = p->p_paddr,
		.filesz = p->p_filesz,
		.memsz = p->p_memsz,
		.align = p->p_align,
	};
}

static struct phdr from_phdr64(const struct elf64_phdr *p)
{
	return (struct phdr){
		.type = p->p_type,
		.offset = narrow(p->p_offset),
		.paddr = narrow(p->p_paddr),
		.filesz = narrow(p->p_filesz),
		.memsz = narrow(p->p_memsz),
		.align = narrow(p->p_align),
	};
}

struct phdr phdr_read(const struct phdr_table *table, const uint8_t *table_at, uint32_t index)
{
	const void *at = table_at + index * table->entry_size;
	struct phdr phdr = table->is64 ? from_phdr64(at) : from_phdr32(at);

	phdr.index = index;
	return phdr;
}
