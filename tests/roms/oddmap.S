/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that answers INT 15h AX=E820h as bad BIOSes do, from a table that harness/faults.py
 * appends: per entry 24 bytes as they are handed out (base, length, type, extended attributes), the
 * EBX to return with them, and what is wrong (ODD_*). All 24 bytes are written, whatever ECX asks for.
 *
 * EBX is 0 for the first entry, and for another the one that the entry before it was returned with.
 */
#include "rom.h"

#define ENTRY_SIZE  32
#define ENTRY_DATA  24
#define ENTRY_ODD   28
#define ODD_CARRY_BIT 0		/* carry, whatever else is right */
#define ODD_EAX	    2		/* no 'SMAP' */
#define ODD_DF	    4		/* the direction flag is left set */
#define SMAP	    0x534d4150

	rom_head 0x15

hook:
	cmp	$0xe820, %ax
	jne	other
	cmp	$SMAP, %edx
	jne	other
	push	%si
	push	%di
	mov	$table - entry - ENTRY_SIZE, %si
1:	add	$ENTRY_SIZE, %si
	test	%ebx, %ebx
	jz	2f
	cmp	%cs:ENTRY_DATA(%si), %ebx
	jne	1b
	xor	%ebx, %ebx
	jmp	1b
2:	mov	%cs:ENTRY_DATA(%si), %ebx
	mov	$ENTRY_DATA, %ecx
	cld
	rep movsb %cs:(%si), %es:(%di)
	sub	$ENTRY_DATA, %si
	mov	$ENTRY_DATA, %ecx
	mov	$SMAP, %eax
	testb	$ODD_EAX, %cs:ENTRY_ODD(%si)
	jz	3f
	mov	$0x5a5a5a5a, %eax
3:	testb	$ODD_DF, %cs:ENTRY_ODD(%si)
	jz	4f
	std
4:	btw	$ODD_CARRY_BIT, %cs:ENTRY_ODD(%si)
	pop	%di
	pop	%si
	lret	$2			/* keeps these flags, drops the caller's */
other:
	chain
	.balign	16
table:

	.section .note.GNU-stack, "", @progbits
