/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A boot sector that says so, to debug port and screen, and ends QEMU: the next boot device. */
#include "say.h"

	.code16
	.globl	entry
entry:
	say	'd', 'i', 's', 'k'
	mov	$0x0e00 + 'D', %ax	/* INT 10h teletype */
	xor	%bx, %bx
	int	$0x10
	finish	0x55
	.org	510
	.word	0xaa55

	.section .note.GNU-stack, "", @progbits
