/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entry of the reporting guest: records the state the boot loader handed over
 * before anything can disturb it, then calls C on the guest's own stack.
 *
 * In:	     the PVH entry state (32-bit, paging off), loaded at any address.
 * Out:	     never returns.
 * Segment registers, TR, GDTR and IDTR are never loaded here or in C, so that
 * a monitor sees their hidden parts exactly as they were handed over.
 *
 * The ABI promises no stack. The load address is found by a call through the
 * one word at address 0, which is put back; DR0-DR2 hold what must survive.
 * Until EFLAGS is saved only instructions that leave the flags alone are used.
 */
#include "guest.h"

	.code32
	.section .head, "ax"
	.globl	entry
entry:
	jmp	start

	.balign 16			/* GuestBlob in harness/guestblob.py */
	.ascii	"PVHGUEST"
	.long	GUEST_MEMORY
	.globl	extents
	.hidden extents
extents:
	.fill	GUEST_EXTENTS * 3, 4, 0

start:
	mov	%esp, %dr0
	mov	%ebp, %dr1
	mov	0, %ebp
	mov	%ebp, %dr2
	mov	$4, %esp
	call	here
here:
	pop	%ebp
	mov	%dr2, %esp
	mov	%esp, 0
	lea	entry - here(%ebp), %ebp

	lea	GUEST_STACK_TOP(%ebp), %esp
	pushf				/* struct entry_state, last member first */
	push	%eax
	push	%ecx
	push	%edx
	push	%ebx
	mov	%dr0, %eax
	push	%eax			/* ESP */
	mov	%dr1, %eax
	push	%eax			/* EBP */
	push	%esi
	push	%edi
	push	%ebp			/* load address */

	mov	%cs, %eax
	push	%eax
	mov	%ds, %eax
	push	%eax
	mov	%es, %eax
	push	%eax
	mov	%fs, %eax
	push	%eax
	mov	%gs, %eax
	push	%eax
	mov	%ss, %eax
	push	%eax
	xor	%eax, %eax
	str	%ax
	push	%eax
	sldt	%ax
	push	%eax
	sub	$8, %esp
	sgdt	(%esp)
	sub	$8, %esp
	sidt	(%esp)

	mov	%cr0, %eax
	push	%eax
	mov	%cr2, %eax
	push	%eax
	mov	%cr3, %eax
	push	%eax
	call	read_cr4
	push	%edx
	push	%eax

	mov	%esp, %eax
	cld
	push	%eax
	call	report			/* report(struct entry_state *) */
halt:
	cli
	hlt
	jmp	halt

/*
 * Read CR4 where the CPU has one: a CPU without CPUID (EFLAGS.ID is stuck)
 * would fault.
 * Out: EAX = CR4 or 0, EDX = 1 if there is a CR4. Clobbers ECX, flags.
 */
read_cr4:
	pushf
	pop	%eax
	mov	%eax, %ecx
	xor	$EFLAGS_ID, %eax
	push	%eax
	popf
	pushf
	pop	%eax
	push	%ecx
	popf
	xor	%ecx, %eax
	xor	%edx, %edx
	test	$EFLAGS_ID, %eax
	mov	$0, %eax
	jz	1f
	mov	%cr4, %eax
	inc	%edx
1:	ret

	.section .note.GNU-stack, "", @progbits
