/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that answers INT 15h AX=E820h from a table of the test's own, which harness/roms.py
 * appends: a 16-bit count, then per entry 24 bytes (base, length, type, extended attributes), the
 * EBX to return with it (u32), what is wrong with the answer (ODD_*, u16), and how many of the
 * bytes it has, whatever ECX asks for (u16).
 *
 * EBX = 0 asks for the first entry; an EBX that an entry was returned with asks
 * for the one after that; any other EBX, or an empty table, is refused with CF.
 */
#include "rom.h"

#define ENTRY_SIZE    32
#define ENTRY_COOKIE  24
#define ENTRY_ODD     28
#define ENTRY_BYTES   30
#define ODD_CARRY_BIT 0		/* carry, whatever else is right */
#define ODD_EAX	      2		/* no 'SMAP' */
#define ODD_DF	      4		/* the direction flag is left set */
#define SMAP	      0x534d4150

	rom_head 0x15

hook:
	cmp	$0xe820, %ax
	jne	other
	cmp	$SMAP, %edx
	jne	other
	push	%si
	push	%di
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
	movzwl	%cs:ENTRY_BYTES(%si), %ecx
	push	%cx
	push	%si
	cld
	rep movsb %cs:(%si), %es:(%di)
	pop	%si
	pop	%cx
	mov	$SMAP, %eax
	testb	$ODD_EAX, %cs:ENTRY_ODD(%si)
	jz	2f
	mov	$0x5a5a5a5a, %eax
2:	testb	$ODD_DF, %cs:ENTRY_ODD(%si)
	jz	3f
	std
3:	btw	$ODD_CARRY_BIT, %cs:ENTRY_ODD(%si)
	jmp	out
refuse:
	mov	$0x8600, %ax
	stc
out:
	pop	%di
	pop	%si
	sti
	lret	$2			/* keeps these flags, drops the caller's */
other:
	chain
	.balign 16
table:

	.section .note.GNU-stack, "", @progbits
