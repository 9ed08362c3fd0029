/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The guest's GDT and IDT. An exception goes on at the address in `recover`, if
 * there is one, and else ends the report with its number.
 */
#include "layout.h"

#define VECTORS 32
#define GATES 0x41	/* to USER_EXIT_VECTOR */
#define STUB_SIZE 32
#define GATE_PRESENT32 0x8e00

	.code32
	.text

	.balign	STUB_SIZE
stubs:
	.set	vector, 0
	.rept	VECTORS
	.balign	STUB_SIZE
	movl	$vector, %fs:trap_vector
	jmp	trapped
	.set	vector, vector + 1
	.endr

trapped:
	cmpl	$0, %fs:recover
	je	1f
	mov	$stack_top, %esp	/* SS stays the loader's while it is looked at */
	jmp	*%fs:recover
1:	mov	$SEL_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %ss
	mov	$stack_top, %esp
	cld
	pushl	trap_vector
	call	bail_out
	jmp	halt

/* Points the IDT at the stubs. FS is flat. Clobbers EAX, ECX, EDX. */
	.globl	load_idt
load_idt:
	mov	$stubs, %eax
	xor	%ecx, %ecx
1:	mov	%eax, %edx
	mov	%dx, %fs:own_idt(,%ecx,8)
	movw	$SEL_CODE, %fs:own_idt + 2(,%ecx,8)
	mov	$GATE_PRESENT32, %dx
	mov	%edx, %fs:own_idt + 4(,%ecx,8)
	add	$STUB_SIZE, %eax
	inc	%ecx
	cmp	$VECTORS, %ecx
	jb	1b
	lidt	%fs:own_idtr
	ret

	.data
	.globl	recover
recover:
	.long	0
trap_vector:
	.long	0

	.globl	state
state:
	.skip	STATE_SEGMENTS + SEGMENT_SIZE * 5
	.globl	entry_gdtr
	.set	entry_gdtr, state + STATE_GDTR

	.globl	own_gdtr
own_gdtr:
	.word	own_gdt_end - own_gdt - 1
	.long	own_gdt
own_idtr:
	.word	GATES * 8 - 1
	.long	own_idt

	.balign	8
	.globl	own_gdt
own_gdt:				/* accessed bits are set: nothing is written back */
	.quad	0
	.quad	0x00cf9b000000ffff	/* SEL_CODE */
	.quad	0x00cf93000000ffff	/* SEL_DATA */
	.quad	0x0040930000000fff	/* SEL_SHORT */
	.quad	0x00cf9f000000ffff	/* SEL_CONFORMING */
	.quad	0x00cffb000000ffff	/* SEL_USER_CODE */
	.quad	0x00cff3000000ffff	/* SEL_USER_DATA */
	.quad	0			/* SEL_TASK: task.c */
own_gdt_end:
	.globl	own_idt
own_idt:
	.skip	GATES * 8

	.section .note.GNU-stack, "", @progbits
