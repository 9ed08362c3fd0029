/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bad loader's own PVH entry, the guest's file, and the way into the guest. */
#include "../guest/layout.h"
#include "bad.h"

	.section .note.pvh, "a", @note
	.balign	4
	.long	4, 4, 18		/* XEN_ELFNOTE_PHYS32_ENTRY */
	.asciz	"Xen"
	.long	entry

	.code32
	.text
	.globl	entry
entry:
	mov	$stack_top, %esp
	push	%ebx
	cld
	call	load

/*
 * void enter(const struct machine *m): enters the guest in just that state.
 * FS is flat for as long as the loader needs memory. IDT: see single_step.
 */
	.globl	enter
enter:
	mov	4(%esp), %esi
	lea	MACHINE_GDT(%esi), %eax
	mov	%eax, gdtr + 2
	lgdt	gdtr
	lidt	idtr
	mov	$single_step, %eax
	mov	%ax, idt + 8
	shr	$16, %eax
	mov	%ax, idt + 14
	mov	$SEL_FLAT, %eax
	mov	%eax, %fs
	mov	%eax, %gs
	ljmp	$SEL_FLAT_CODE, $1f
1:	mov	MACHINE_CR4(%esi), %eax
	test	%eax, %eax
	jz	1f
	mov	%eax, %cr4
1:	mov	MACHINE_TASK(%esi), %eax
	test	%eax, %eax
	jz	1f
	ltr	%ax
1:	mov	MACHINE_CR0(%esi), %eax
	mov	%eax, %cr0
	mov	MACHINE_INFO(%esi), %ebx
	mov	$SEL(IN_DS), %eax
	mov	%eax, %ds
	mov	$SEL(IN_ES), %eax
	mov	%eax, %es
	mov	$SEL(IN_SS), %eax
	mov	%eax, %ss
	mov	$stack_top, %esp
	mov	%fs:MACHINE_ENTRY(%esi), %eax
	mov	%eax, %fs:target
	push	%fs:MACHINE_EFLAGS(%esi)
	popf
	ljmp	*%fs:target

/* The trap after each instruction while EFLAGS.TF is set, until the guest has its own IDT. */
single_step:
	iret

	.data
target:
	.long	0
	.word	SEL(IN_CS)
gdtr:
	.word	GDT_ENTRIES * 8 + 7
	.long	0
idtr:
	.word	15
	.long	idt
	.balign	8
idt:
	.quad	0
	.word	0, SEL_FLAT_CODE, 0x8e00, 0

	.section .rodata
	.globl	guest_elf
	.balign	4
guest_elf:
	.incbin	GUEST_ELF

	.bss
	.skip	LOADER_STACK
stack_top:
	.skip	0x8000			/* what a wrong stack base hits */

	.section .note.GNU-stack, "", @progbits
