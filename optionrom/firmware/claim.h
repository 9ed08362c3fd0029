/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that SeaBIOS would return to the memory map just before INT 19h, for a boot that is
 * earlier: SeaBIOS's memory manager allocates it to us. Pure, above pmm_call.
 */
#ifndef CLAIM_H
#define CLAIM_H

#include <stdbool.h>
#include "firmware/firmware.h"

/*
 * Have the lowest free memory of what SeaBIOS keeps allocated, and add it to firmware->e820 as RAM,
 * less what drivers would take of it until INT 19h. `is_usual`: nothing but SeaBIOS's own tables
 * takes memory there, and they are small.
 */
void claim_memory(struct firmware *firmware, bool is_usual);

/* Give all of it back. */
void claim_undo(void);

#endif
