/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * TAP's version and plan, before memory is touched: a guest that dies of what it
 * finds leaves a plan without its tests, which TAP counts as a failure.
 *
 * In: nothing. Out: jumps to announced. Clobbers EAX, EDX.
 */
#include "layout.h"

	.code32
	.text

	.set	clauses, 0
#define CLAUSE(id, kind, subject, wanted, source) .set clauses, clauses + 1
#include "clauses.def"

	.set	tens, '0' + clauses / 10
	.set	ones, '0' + clauses % 10

	.macro	uart register, value
	mov	$\value, %al
	mov	$COM1 + \register, %dx
	out	%al, %dx
	.endm

	.macro	say bytes:vararg
	.irp	byte, \bytes
	mov	$\byte, %al
	out	%al, $DEBUG_PORT
	mov	$COM1, %dx
	out	%al, %dx
	.endr
	.endm

	.globl	announce
announce:
	uart	1, 0			/* no interrupts */
	uart	3, 0x80			/* divisor: 115200 baud */
	uart	0, 1
	uart	1, 0
	uart	3, 3			/* 8N1 */
	uart	2, 7			/* FIFO on and empty */
	say	'T', 'A', 'P', 0x20, 'v', 'e', 'r', 's', 'i', 'o', 'n', 0x20, '1', '4', '\n'
	say	'1', '.', '.', tens, ones, '\n'
	jmp	announced

	.section .note.GNU-stack, "", @progbits
