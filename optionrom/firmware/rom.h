/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ROM header and the INT 19h vector: all that remains after init. Touches the machine. */
#ifndef ROM_H
#define ROM_H

#include <stdbool.h>
#include <stdint.h>

/* The image's first bytes, as pvh.S has them. */
struct rom_header {
	uint16_t signature;
	uint8_t size; /* 512 bytes */
	uint8_t init[5];
	uint32_t old_int19; /* segment:offset */
	uint8_t unused[11];
	uint8_t checksum;
	uint16_t pci_data;
	uint16_t pnp;
};

/* Whether a copy of this ROM has hooked INT 19h already: -L and vgaroms/ together make two. */
bool rom_has_copy(const volatile struct rom_header *rom);

/* Remove the ROM: SeaBIOS drops a ROM whose size is 0 after its init. */
void rom_vanish(volatile struct rom_header *rom);

/* Take INT 19h and leave the boot menu. Does nothing if the ROM area is read-only: then the BEV is
 * all we have. */
void rom_hook_int19(volatile struct rom_header *rom);

/*
 * Give INT 19h back, if it is still ours, so that a boot that is tried again does not fail again.
 */
void rom_unhook_int19(const volatile struct rom_header *rom);

#endif
