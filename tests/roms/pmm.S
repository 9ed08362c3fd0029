/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A ROM that at its init takes memory for good by way of PMM: two blocks, of which it gives the
 * first one back. harness/roms.py appends their sizes, in 16 bytes, two 32-bit numbers.
 * (POST Memory Manager Specification 1.01, 3.2.)
 */
#include "rom.h"

#define PMM_SIGNATURE 0x4d4d5024	/* "$PMM" */
#define PMM_ENTRY     7			/* in its header */
#define ALLOCATE      0
#define FREE	      2
#define PERMANENT_HIGH 0x000a		/* SeaBIOS: bit 3 is for good, bit 1 above 1 MiB */

	rom_header

/* In: ECX length in 16 bytes, ES PMM's header. Out: EAX the block's address, or 0. Clobbers EDX. */
allocate:
	pushw	$PERMANENT_HIGH
	pushl	$-1			/* no handle */
	pushl	%ecx
	pushw	$ALLOCATE
	lcallw	*%es:PMM_ENTRY
	add	$12, %sp
	shl	$16, %edx
	mov	%ax, %dx
	mov	%edx, %eax
	ret

init:
	pushal
	push	%es
	mov	$0xf000, %ax
1:	mov	%ax, %es
	cmpl	$PMM_SIGNATURE, %es:0
	je	2f
	inc	%ax
	jnz	1b
	jmp	3f
2:	mov	%cs:sizes - entry, %ecx
	call	allocate
	mov	%eax, %ebx
	mov	%cs:sizes + 4 - entry, %ecx
	call	allocate
	pushl	%ebx
	pushw	$FREE
	lcallw	*%es:PMM_ENTRY
	add	$6, %sp
3:	pop	%es
	popal
	lret
	.balign	16
sizes:

	.section .note.GNU-stack, "", @progbits
