// SPDX-License-Identifier: GPL-2.0-or-later
#include "kaslr_move.h"
#include "kaslr_pick.h"
#include "vmlinux_kaslr.h"

bool vmlinux_can_move(const struct vmlinux *v, struct kaslr_relocs *relocs,
		      struct kaslr_kernel *kernel, struct fault *why)
{
	const struct kaslr_header header = { v->header.kernel_alignment, v->header.init_size,
					     v->header.pref_address };
	size_t size;
	const uint8_t *bytes = vmlinux_relocs(v, &size);

	if (!v->is_bzimage)
		return fault(why, "its relocations are in a vmlinuz only");
	return kaslr_relocs_read(relocs, &v->elf, bytes, size, why) &&
	       kaslr_relocs_prove(relocs, &v->elf, why) &&
	       kaslr_kernel_read(kernel, &v->elf, &header, why);
}

uint64_t vmlinux_move(const struct vmlinux *v, const struct elf_file *elf, uint8_t *data,
		      const struct kaslr_guest *guest, const char *seed, struct fault *why)
{
	struct kaslr_relocs relocs;
	struct kaslr_kernel kernel;
	struct kaslr_move move;
	uint64_t places;
	uint32_t distance;
	size_t size;
	const uint8_t *bytes = vmlinux_relocs(v, &size);

	if (!vmlinux_can_move(v, &relocs, &kernel, why))
		return 0;
	places = kaslr_places(&kernel, guest);
	if (!kaslr_pick(&kernel, places, *seed ? seed : NULL, &distance, why) ||
	    !kaslr_move_start(&move, elf, bytes, size, distance, why))
		return 0;
	kaslr_move_part(&move, data, elf->size);
	return kaslr_move_is_complete(&move, why) ? places : 0;
}
