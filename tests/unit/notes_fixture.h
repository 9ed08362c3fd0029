/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel of one segment, 1 MiB from 0x100000 on, and notes that are put into its PT_NOTE, segment
 * 1, one by one. */
#ifndef NOTES_FIXTURE_H
#define NOTES_FIXTURE_H

#include "kernel_fixture.h"

#define ENTRY XEN_ELFNOTE_PHYS32_ENTRY
#define RELOC XEN_ELFNOTE_PHYS32_RELOC
#define WORDS(...) ((const uint32_t[]){ __VA_ARGS__ })

/* Where the next note goes. */
extern uint32_t at;

/* Begin, with a PT_NOTE at `offset` of alignment `align`. */
void start_at(uint32_t offset, uint32_t align);
/* At NOTES_AT. */
void start(uint32_t align);
/* A note padded to `align`. */
void put(uint32_t align, const char *owner, uint32_t type, const void *desc, uint32_t descsz);
void put_xen(uint32_t type, const uint32_t *words, uint32_t count);
/* A note of another owner that fills the space up to `end`. */
void fill_to(uint32_t end);
/* A note header without the bytes that it speaks of. */
void put_header(uint32_t namesz, uint32_t descsz, uint32_t type);
/* The segment ends here, and the file if there is nothing behind. */
void read_notes(void);
void assert_entry(uint32_t entry);

#endif
