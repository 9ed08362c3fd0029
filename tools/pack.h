/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel made for loading: an ELF file with the same memory contents at the same addresses, its
 * segments cut where they have long runs of zeros, which p_memsz over p_filesz stands for; the
 * notes; nothing else. Pure but for memory.
 */
#ifndef PACK_H
#define PACK_H

#include <stddef.h>
#include <stdint.h>
#include "elf_file.h"
#include "kaslr_relocs.h"

/*
 * The packed file, of *size bytes; free() gives it back. Of e_type, e_machine, e_flags, e_entry,
 * and each segment's p_flags and p_align nothing changes; the notes keep their bytes. Where nothing
 * can be cut it is the same segments. Values that are moved with the kernel stay in the file, zeros
 * included: those of `relocs`, proved; NULL without any. NULL, with the reason, without memory, or
 * where segments share bytes of the file, as no linker lays them out.
 */
uint8_t *pack(const struct elf_file *elf, const struct kaslr_relocs *relocs, size_t *size,
	      struct fault *why);

#endif
