/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bad loader: itself a PVH guest, it hands the conformance guest all that a
 * good loader would, but for one defect, which its command line names first:
 * bad=NAME, and a space before the words for the guest. Memory map and RSDP are
 * those that it was handed. It brings two modules, of MODULE_SIZE bytes each.
 */
#include "../guest/mem.h"
#include "../guest/port.h"
#include "bad.h"

#define PIC_MASK_1 0x21
#define PIC_MASK_2 0xa1
#define RSDP_SIZE 36

static const char text0[] = "text of module 0";
static const char text1[] = "text of module 1";

static struct start_info *build_info(const struct start_info *real)
{
	struct start_info *ours = at(PLACE_INFO);

	copy(ours, real, sizeof(*ours));
	ours->memmap = PLACE_MEMMAP;
	ours->cmdline = PLACE_CMDLINE;
	ours->modlist = PLACE_MODLIST;
	ours->nr_modules = 2;
	return ours;
}

static struct module *build_modules(void)
{
	struct module *m = at(PLACE_MODLIST);

	for (uint32_t i = 0; i < MODULE_SIZE; i++) {
		((uint8_t *)at(PLACE_MODULE0))[i] = (uint8_t)(i * 7 + 1);
		((uint8_t *)at(PLACE_MODULE1))[i] = (uint8_t)(i * 5 + 2);
	}
	copy(at(PLACE_TEXT0), text0, sizeof(text0));
	copy(at(PLACE_TEXT1), text1, sizeof(text1));
	m[0] = (struct module){ PLACE_MODULE0, MODULE_SIZE, PLACE_TEXT0, 0 };
	m[1] = (struct module){ PLACE_MODULE1, MODULE_SIZE, PLACE_TEXT1, 0 };
	return m;
}

static uint32_t length_of(const char *text)
{
	uint32_t length = 0;

	while (text[length])
		length++;
	return length;
}

/* All that the real loader handed over is copied before anything is written. */
static void collect(struct handed *h, const struct start_info *real)
{
	const char *cmdline = at((uint32_t)real->cmdline);

	h->map = at(PLACE_MEMMAP);
	h->cmdline = at(PLACE_CMDLINE);
	h->rsdp = at(PLACE_RSDP);
	copy(h->map, at((uint32_t)real->memmap), real->memmap_entries * sizeof(*h->map));
	copy(h->cmdline, cmdline, length_of(cmdline) + 1);
	if (real->rsdp)
		copy(h->rsdp, at((uint32_t)real->rsdp), RSDP_SIZE);
	h->info = build_info(real);
	h->modules = build_modules();
}

static int spoil(struct handed *h, const struct defect *defects)
{
	const char *name = h->cmdline + 4; /* bad= */
	uint32_t length;

	for (; defects->name; defects++) {
		length = length_of(defects->name);
		if (equal(name, defects->name, length) && name[length] == ' ') {
			defects->spoil(h);
			return 1;
		}
	}
	return 0;
}

/* A name that is in no table is no defect: so is `none`. */
void load(uint32_t start_info)
{
	static struct handed h;

	port_out(PIC_MASK_1, 0xff);
	port_out(PIC_MASK_2, 0xff);
	collect(&h, at(start_info));
	h.image = load_image();
	good_machine(&h.machine);
	h.machine.entry = h.image.entry;
	(void)(spoil(&h, machine_defects) || spoil(&h, info_defects) || spoil(&h, module_defects) ||
	       spoil(&h, map_defects) || spoil(&h, acpi_defects));
	enter(&h.machine);
}
