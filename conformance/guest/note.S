/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ELF note that makes this a PVH kernel, and the known bytes of both segments. */
#include "layout.h"

#define XEN_ELFNOTE_PHYS32_ENTRY 18

	.section .note.pvh, "a", @note
	.balign	4
	.long	2f - 1f
	.long	4f - 3f
	.long	XEN_ELFNOTE_PHYS32_ENTRY
1:	.asciz	"Xen"
2:	.balign	4
3:	.long	entry
4:

	.macro	pattern name, seed
	.globl	\name
\name:
	.set	value, \seed
	.rept	PATTERN_WORDS
	.long	value
	.set	value, (value * PATTERN_FACTOR + PATTERN_STEP) & 0xffffffff
	.endr
	.endm

	.section .pattern.near, "aw", @progbits
	pattern	near_pattern, PATTERN_SEED
	.section .pattern.far, "aw", @progbits
	pattern	far_pattern, PATTERN_SEED ^ 0xffffffff

	.section .note.GNU-stack, "", @progbits
