/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loads the conformance guest's ELF32 file, which is right by construction. */
#include "../guest/mem.h"
#include "bad.h"

#define E_ENTRY 24
#define E_PHOFF 28
#define E_PHNUM 44
#define PH_SIZE 32
#define P_TYPE 0
#define P_OFFSET 4
#define P_PADDR 12
#define P_FILESZ 16
#define P_MEMSZ 20
#define PT_LOAD 1
#define PT_NOTE 4
#define NOTE_ENTRY 16 /* the guest's only note: 12 bytes, "Xen", the entry */

extern const uint8_t guest_elf[];

static void load_segment(const uint8_t *header, struct image *image)
{
	uint32_t start = get32(header + P_PADDR), size = get32(header + P_FILESZ);
	uint32_t end = start + get32(header + P_MEMSZ);

	copy(at(start), guest_elf + get32(header + P_OFFSET), size);
	fill(at(start + size), 0, end - start - size);
	image->last_byte = start + size - 1;
	image->last_zero = end - 1;
}

struct image load_image(void)
{
	const uint8_t *header = guest_elf + get32(guest_elf + E_PHOFF);
	struct image image = { .e_entry = get32(guest_elf + E_ENTRY) };

	for (uint32_t i = 0; i < get16(guest_elf + E_PHNUM); i++, header += PH_SIZE) {
		if (get32(header + P_TYPE) == PT_LOAD)
			load_segment(header, &image);
		if (get32(header + P_TYPE) == PT_NOTE)
			image.entry = get32(guest_elf + get32(header + P_OFFSET) + NOTE_ENTRY);
	}
	return image;
}
