/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The head of a test option ROM; harness/roms.py fills in size and checksums.
 *
 * After `rom_header` the including file defines `init`, which SeaBIOS calls at POST. After
 * `rom_head` init hooks one interrupt, and the file defines `hook`, the new handler, which ends
 * with `chain`.
 */
	.macro	rom_header
	.code16
	.globl	entry
entry:
	.word	0xaa55
	.byte	0			/* size in units of 512 bytes */
	jmp	init
	.org	0x1a
	.word	pnp - entry
	.org	0x20
pnp:	.ascii	"$PnP"
	.byte	1, 2			/* revision, length in units of 16 bytes */
	.word	0
	.byte	0, 0			/* reserved, checksum */
	.long	0
	.word	0, product - entry
	.byte	0, 0, 0, 0		/* class, indicators */
	.word	0, 0, 0, 0, 0		/* BCV, disconnect, BEV, reserved, resources */
product:
	.asciz	"test ROM"
	.endm

	.macro	rom_head vector
	rom_header
old:	.long	0
	.org	0x200			/* room below for harness/roms.py's hook19_at */

/* The ROM area is writable at init and perhaps never again: the old vector is kept here now. */
init:
	push	%ds
	xor	%ax, %ax
	mov	%ax, %ds
	mov	\vector * 4, %eax
	mov	%eax, %cs:old - entry
	movw	$hook - entry, \vector * 4
	mov	%cs, \vector * 4 + 2
	pop	%ds
	xor	%ax, %ax
	lret
	.endm

	.macro	chain
	ljmpw	*%cs:old - entry
	.endm
