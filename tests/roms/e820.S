/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that answers INT 15h AX=E820h from a table of the test's own, which
 * harness/roms.py appends: a 16-bit count, then per entry base and length (u64),
 * type (u32), and the EBX to return with it (u32).
 *
 * EBX = 0 asks for the first entry; an EBX that an entry was returned with asks
 * for the one after that; any other EBX, or an empty table, is refused with CF.
 */
#include "rom.h"

#define ENTRY_SIZE   24
#define ENTRY_COOKIE 20
#define SMAP	     0x534d4150

	rom_head 0x15

hook:
	cmp	$0xe820, %ax
	jne	other
	cmp	$SMAP, %edx
	jne	other
	push	%si
	push	%cx
	mov	$table + 2 - entry, %si
	mov	%cs:table - entry, %cx
	jcxz	refuse
	test	%ebx, %ebx
	jz	found
1:	cmp	%cs:ENTRY_COOKIE(%si), %ebx
	lea	ENTRY_SIZE(%si), %si	/* leaves the flags alone */
	loopne	1b
	jne	refuse
	jcxz	refuse
found:
	mov	%cs:ENTRY_COOKIE(%si), %ebx
	push	%di
	mov	$ENTRY_COOKIE, %cx
	cld
	rep movsb %cs:(%si), %es:(%di)
	pop	%di
	pop	%cx
	pop	%si
	mov	$SMAP, %eax
	mov	$ENTRY_COOKIE, %ecx
	clc
	jmp	out
refuse:
	pop	%cx
	pop	%si
	mov	$0x8600, %ax
	stc
out:
	sti
	lret	$2			/* keeps CF, drops the caller's flags */
other:
	chain
	.balign 16
table:

	.section .note.GNU-stack, "", @progbits
