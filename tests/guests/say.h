/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words on debug port 0xe9 and the end of QEMU through isa-debug-exit, for code
 * that has neither data nor stack: the same source serves 16- and 32-bit mode.
 * Clobbers AL and DX.
 */
	.macro	say letters:vararg
	.irp	letter, \letters, '\n'
	mov	$\letter, %al
	out	%al, $0xe9
	.endr
	.endm

	.macro	finish value
	mov	$\value, %al
	mov	$0x501, %dx
	out	%al, %dx
9:	cli
	hlt
	jmp	9b
	.endm
