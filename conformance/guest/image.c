/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Was the guest itself loaded as its ELF file says? */
#include <stddef.h>
#include "guest.h"
#include "tap.h"

extern const uint32_t near_pattern[], far_pattern[];
extern const uint8_t near_probe[], near_probe_end[], far_probe[], far_probe_end[];

/* Address of the first word that differs, or 0. */
static uint32_t broken(const volatile uint32_t *words, uint32_t value)
{
	for (uint32_t i = 0; i < PATTERN_WORDS; i++) {
		if (words[i] != value)
			return (uint32_t)(uintptr_t)(words + i);
		value = value * PATTERN_FACTOR + PATTERN_STEP;
	}
	return 0;
}

static uint32_t dirty(const volatile uint8_t *from, const uint8_t *end)
{
	for (; from < end; from++)
		if (*from)
			return (uint32_t)(uintptr_t)from;
	return 0;
}

void check_image(void)
{
	uint32_t near = broken(near_pattern, PATTERN_SEED);
	uint32_t far = broken(far_pattern, PATTERN_SEED ^ 0xffffffff);
	uint32_t near_bss = dirty(near_probe, near_probe_end);
	uint32_t far_bss = dirty(far_probe, far_probe_end);

	judge(C_ENTRY, !(state.saw & SAW_E_ENTRY), "entered_at_e_entry", (uint64_t)1, NULL);
	judge(C_IMAGE, !near && !far, "wrong_word_in_segment_1", (uint64_t)near,
	      "wrong_word_in_segment_2", (uint64_t)far, NULL);
	judge(C_BSS, !near_bss && !far_bss, "dirty_byte_in_segment_1", (uint64_t)near_bss,
	      "dirty_byte_in_segment_2", (uint64_t)far_bss, NULL);
}
