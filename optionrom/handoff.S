/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The register state of the x86/HVM direct boot ABI (Xen, docs/misc/pvh.pandoc,
 * "State at the kernel's entry point").
 */
#include "layout.h"

	.code32
	.text

/*
 * _Noreturn void handoff(uint32_t entry, uint32_t start_info, uint32_t gdt);
 *
 * In: EAX entry, EDX physical address of hvm_start_info, ECX physical address
 * of a GDT as stage_gdt, in RAM that stays. All three are guest addresses.
 * At the entry: EBX start_info; CR0 PE only; CR4 0; flat CS, DS, ES, SS (FS and
 * GS too); TR a busy TSS; EFLAGS clear; the other registers are unspecified.
 */
	.globl	handoff
handoff:
	movl	%edx, %ebx
	pushl	%eax			/* for the ret below */
	movb	$0xff, %al		/* mask the PIC, which the guest may not know of: */
	outb	%al, $PORT_PIC_MASK	/* microvm's PIC is at vector 0, and Linux does not program it there */
	pushl	%ecx
	pushw	$GDT_SIZE - 1
	lgdtl	(%esp)
	addl	$6, %esp

	/* A CPU without CPUID has no CR4 (486); EFLAGS.ID tells. */
	pushl	$1 << EFLAGS_ID_BIT
	popfl
	pushfl
	popl	%ecx
	btl	$EFLAGS_ID_BIT, %ecx
	jnc	1f
	xorl	%ecx, %ecx
	movl	%ecx, %cr4
1:	pushl	$CR0_PE
	popl	%ecx
	movl	%ecx, %cr0

	pushl	$SEL_TSS
	popl	%ecx
	ltr	%cx			/* sets the busy bit in the guest's GDT */
	ljmpl	$SEL_CODE32, $2f
2:	pushl	$SEL_DATA32
	popl	%ecx
	movl	%ecx, %ds
	movl	%ecx, %es
	movl	%ecx, %fs
	movl	%ecx, %gs
	movl	%ecx, %ss
	pushl	$EFLAGS_FIXED
	popfl
	ret

	.section .note.GNU-stack, "", @progbits
