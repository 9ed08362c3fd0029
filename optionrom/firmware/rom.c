// SPDX-License-Identifier: GPL-2.0-or-later
/* The ROM header and the INT 19h vector: all that remains after init. */
#include "firmware/rom.h"
#include "layout.h"
#include "machine/image.h"
#include "machine/phys.h"
#include "stage.h"

#define PNP_CHECKSUM 0x09
#define PNP_BEV 0x1a

static volatile uint32_t *int19_vector(void)
{
	return phys(IVT_INT19);
}

static uint32_t our_vector(const volatile struct rom_header *rom)
{
	return (uintptr_t)rom >> 4 << 16 | (uintptr_t)int19_handler;
}

bool rom_has_copy(const volatile struct rom_header *rom)
{
	uint32_t vector = *int19_vector();
	const void *image = phys((vector >> 16) << 4);

	return (uint16_t)vector == (uint16_t)(uintptr_t)int19_handler &&
	       image_is_same(image, (const void *)rom);
}

void rom_vanish(volatile struct rom_header *rom)
{
	rom->size = 0;
}

/* Keep the image's sum 0: SeaBIOS rejects any other ROM. */
static void clear_bev(volatile struct rom_header *rom)
{
	volatile uint8_t *pnp = (volatile uint8_t *)rom + rom->pnp;

	pnp[PNP_CHECKSUM] += pnp[PNP_BEV] + pnp[PNP_BEV + 1];
	pnp[PNP_BEV] = 0;
	pnp[PNP_BEV + 1] = 0;
}

void rom_hook_int19(volatile struct rom_header *rom)
{
	uint32_t old = *int19_vector();

	rom->old_int19 = old;
	if (rom->old_int19 != old)
		return;
	rom->checksum -= old + (old >> 8) + (old >> 16) + (old >> 24);
	clear_bev(rom);
	*int19_vector() = our_vector(rom);
}

void rom_unhook_int19(const volatile struct rom_header *rom)
{
	if (*int19_vector() == our_vector(rom))
		*int19_vector() = rom->old_int19;
}
