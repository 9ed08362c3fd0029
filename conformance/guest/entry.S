/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entry of the conformance guest: looks at the machine as the loader left it,
 * while assuming of it as little as can be, then loads segments, IDT and stack
 * of its own and calls C.
 *
 * In:	EBX = start_info, if the loader keeps to the ABI. One of DS, ES, SS and CS
 *	must reach the guest's memory; who breaks all of them sees the plan and no
 *	more, because the first words go out without touching memory.
 *
 * EBP collects what is seen (SAW_xx), EDI holds EFLAGS until there is a place to
 * store it. FS becomes the guest's own flat segment at the first opportunity,
 * for it is the ABI's business no more than GS.
 */
#include "layout.h"

#define WITNESS 0x7e57ab1e

	.code32
	.text

/*
 * The first bytes are one instruction to a 32-bit code segment. A 16-bit one
 * reads `mov $0, %ax` and a jump by 0x40.
 */
	.globl	entry
entry:
	.byte	0xb8, 0x00, 0x00, 0x66, 0xeb
	.byte	0x40			/* inc %eax, or the distance */
after_polyglot:
	xor	%ebp, %ebp
	jmp	start

	.globl	e_entry
e_entry:
	mov	$SAW_E_ENTRY, %ebp
	jmp	start

	.skip	0x40 - (. - after_polyglot)
	.code16
	mov	$SAW_CS16, %ebp
	mov	$entry_gdtr, %eax
	sgdtl	(%eax)
	mov	$own_gdtr, %eax
	lgdtl	(%eax)
	ljmpl	$SEL_CODE, $from_cs16
	.code32
from_cs16:
	lgdt	entry_gdtr

start:
	jmp	announce		/* first_words.S: uses EAX and EDX only */
	.globl	announced
announced:
	mov	$stack_top, %esp
	pushf				/* comes back whatever SS is based on */
	pop	%edi
	push	$EFLAGS_FIXED		/* an end to single steps */
	popf

	.macro	look seg, index
	cmpl	$WITNESS, \seg:witness
	je	1f
	or	$SAW_BASE << \index, %ebp
1:
	.endm
	look	%ds, IN_DS
	look	%es, IN_ES
	look	%ss, IN_SS

	.macro	start_from seg
	sgdt	\seg:entry_gdtr
	lgdt	\seg:own_gdtr
	jmp	have_gdt
	.endm
	test	$SAW_BASE << IN_DS, %ebp
	jnz	1f
	start_from %ds
1:	test	$SAW_BASE << IN_ES, %ebp
	jnz	1f
	start_from %es
1:	test	$SAW_BASE << IN_SS, %ebp
	jnz	1f
	start_from %ss
1:	start_from %cs

have_gdt:
	mov	$SEL_DATA, %eax
	mov	%eax, %fs
	call	load_idt
	mov	%ebx, %fs:state + STATE_EBX
	mov	%edi, %fs:state + STATE_EFLAGS
	mov	%cr0, %eax
	mov	%eax, %fs:state + STATE_CR0
	call	read_cr4
	call	describe_segments
	call	try_segments
	mov	%ebp, %fs:state + STATE_FLAGS

	mov	$SEL_DATA, %eax
	mov	%eax, %ds
	mov	%eax, %es
	mov	%eax, %gs
	mov	%eax, %ss
	mov	$stack_top, %esp
	ljmp	$SEL_CODE, $1f
1:	cld
	mov	$work, %edi		/* variables, on which no verdict depends */
	mov	$work_end, %ecx
	sub	%edi, %ecx
	xor	%eax, %eax
	rep stosb
	call	run
	.globl	halt
halt:	cli
	hlt
	jmp	halt

/* CR4 is there if CPUID is: EFLAGS.ID can be changed then. Clobbers EAX, ECX. */
read_cr4:
	push	$EFLAGS_FIXED | EFLAGS_ID
	popf
	pushf
	pop	%eax
	push	$EFLAGS_FIXED
	popf
	xor	%ecx, %ecx
	test	$EFLAGS_ID, %eax
	jz	1f
	incl	%fs:state + STATE_HAS_CR4
	mov	%cr4, %ecx
1:	mov	%ecx, %fs:state + STATE_CR4
	ret

	.section .rodata
witness:
	.long	WITNESS

	.data
	.globl	witness2
witness2:
	.long	WITNESS

	.section .note.GNU-stack, "", @progbits
