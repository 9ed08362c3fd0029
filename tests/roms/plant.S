/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that, when INT 19h comes, copies bytes of the test's own into the EBDA.
 * harness/roms.py appends them: a 16-bit offset in the EBDA, a 16-bit count, the bytes.
 */
#include "rom.h"

	rom_head 0x19

hook:
	push	%es
	mov	$0x40, %ax
	mov	%ax, %es
	mov	%es:0x0e, %es			/* segment of the EBDA */
	mov	$data + 4 - entry, %si
	mov	%cs:data - entry, %di
	mov	%cs:data + 2 - entry, %cx
	cld
	rep movsb %cs:(%si), %es:(%di)
	pop	%es
	chain
	.balign	16
data:

	.section .note.GNU-stack, "", @progbits
