/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM whose INT 19h hook fills all conventional memory that is free by then:
 * 0x500 to a little below the stack, and 0x7000 to the EBDA. Whoever boots
 * afterwards must not count on zeros there.
 */
#include "rom.h"
#include "../guests/say.h"

#define POISON 0xa5

	rom_head 0x19

/* In: DX, CX = first and last paragraph + 1. Clobbers AX, BX, CX, DX, DI, ES. */
fill:
	sub	%dx, %cx
	mov	%cx, %bx		/* paragraphs left */
	mov	$POISON << 8 | POISON, %ax
1:	mov	%dx, %es
	xor	%di, %di
	mov	$8, %cx
	rep stosw
	inc	%dx
	dec	%bx
	jnz	1b
	ret

hook:
	cld
	mov	$0x50, %dx
	mov	%sp, %cx		/* SS is 0: SeaBIOS's stack is below 0x7000 */
	sub	$0x200, %cx
	shr	$4, %cx
	call	fill
	mov	$0x40, %ax
	mov	%ax, %es
	mov	$0x700, %dx
	mov	%es:0x0e, %cx		/* segment of the EBDA */
	call	fill
	say	'p', 'o', 'i', 's', 'o', 'n', 'e', 'd'
	chain

	.section .note.GNU-stack, "", @progbits
