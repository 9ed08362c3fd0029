/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that at its init keeps the end of base memory for itself, as old network and disk ROMs do:
 * it lowers the BIOS's count of KiB and fills what is above with 0x5a. harness/roms.py appends the
 * new count, a 16-bit number.
 */
#include "rom.h"

#define BDA_MEMORY_KIB 0x413
#define FILLER	       0x5a

	rom_header

init:
	push	%ds
	push	%es
	pushal
	xor	%ax, %ax
	mov	%ax, %ds
	mov	BDA_MEMORY_KIB, %cx
	mov	%cs:kib - entry, %dx
	mov	%dx, BDA_MEMORY_KIB
	sub	%dx, %cx
	shl	$6, %dx			/* its segment */
	mov	%dx, %es
	shl	$10, %cx		/* bytes: less than 64 KiB */
	xor	%di, %di
	mov	$FILLER, %al
	cld
	rep stosb
	popal
	pop	%es
	pop	%ds
	lret
	.balign	16
kib:

	.section .note.GNU-stack, "", @progbits
