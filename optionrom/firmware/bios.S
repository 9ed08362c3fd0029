/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Calls to the BIOS in real mode. */
#include "layout.h"

	.code16
	.section .stub, "ax"

/*
 * collect_e820 - record the answers of INT 15h E820 without changing them.
 * Out: RAW_E820_COUNT, RAW_E820. EBX is an opaque value of the BIOS;
 * only 0 has a meaning. The list ends with EBX 0, an error, or one entry too many.
 */
	.globl	collect_e820
collect_e820:
	pushw	%ds
	pushw	%es
	xorl	%ebx, %ebx
	movw	%bx, %ds
	movw	%bx, %es
	movl	%ebx, RAW_E820_COUNT
	movw	$RAW_E820, %di
1:	movl	$0xe820, %eax
	movl	$RAW_E820_SIZE, %ecx
	movl	$0x534d4150, %edx	/* 'SMAP' */
	int	$0x15
	jc	2f
	cmpl	$0x534d4150, %eax
	jne	2f
	addw	$RAW_E820_STRIDE, %di
	incw	RAW_E820_COUNT
	cmpw	$RAW_E820_MAX, RAW_E820_COUNT
	ja	2f
	testl	%ebx, %ebx
	jnz	1b
2:	popw	%es
	popw	%ds
	ret

/*
 * call_pmm - call the BIOS's memory manager (PMM 1.01, 3.2) if a call is prepared.
 * In: pmm_entry, 0 if none is; pmm_function; pmm_argument. Out: pmm_result. Clobbers EAX, EDX.
 * Deallocate takes the first two arguments only.
 */
	.globl	call_pmm
call_pmm:
	pushw	%ds
	xorw	%ax, %ax
	movw	%ax, %ds
	cmpl	$0, pmm_entry
	je	1f
	pushw	$0x000a			/* SeaBIOS: permanent; above 1 MiB */
	pushl	$-1			/* no handle */
	pushl	pmm_argument
	pushw	pmm_function
	lcallw	*pmm_entry
	addw	$12, %sp
	movw	%ax, pmm_result
	movw	%dx, pmm_result + 2
1:	popw	%ds
	ret

/* show_message - print the string at 0:SI by INT 10h teletype. Clobbers the general registers. */
	.globl	show_message
show_message:
	pushw	%ds
	xorw	%ax, %ax
	movw	%ax, %ds
	cld
1:	lodsb
	testb	%al, %al
	jz	2f
	movb	$0x0e, %ah
	movw	$0x0007, %bx		/* page 0, light grey */
	pushw	%si
	int	$0x10
	popw	%si
	jmp	1b
2:	popw	%ds
	ret

	.section .note.GNU-stack, "", @progbits
