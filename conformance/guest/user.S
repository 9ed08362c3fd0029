/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A visit to user mode, where the processor itself consults the loader's TSS.
 *
 * void user_visit(void);
 *
 * Reads port 0x80 twice: the I/O permission bits for it are at TR base +
 * IO_MAP + 0x10, and one more byte behind must be within TR's limit. So with
 * IO_MAP 0x56 the read is allowed from limit 0x67 on, with 0x57 from 0x68 on.
 * Comes back by a task gate, which makes the processor save its state at TR's
 * base, in a form that tells a 32-bit TSS from a 16-bit one, and which works
 * whatever TR is; a fault is caught without leaving user mode, in conforming
 * code, because QEMU's TCG stops at a stack switch by a TSS it dislikes.
 *
 * In: task.c has prepared GDT, IDT and own_tss. Out: user_allowed, what the
 * task switch saved, TR = SEL_TASK. Clobbers EAX, ECX, EDX.
 */
#include "layout.h"
#include "task.h"

	.code32
	.text
	.globl	user_visit
user_visit:
	push	%ebx
	push	%esi
	push	%edi
	push	%ebp
	mov	%esp, own_tss + TSS_ESP
	push	$SEL_USER_DATA
	push	$user_stack
	push	$EFLAGS_FIXED
	push	$SEL_USER_CODE
	push	$1f
	iret
1:	mov	$SEL_USER_DATA, %eax
	mov	%eax, %ds
	movw	$IO_MAP_TO_67, TSS_IO_MAP
	movl	$2f, user_recover
	in	$0x80, %al
	orl	$ALLOWED_AT_67, user_allowed
2:	movw	$IO_MAP_TO_68, TSS_IO_MAP
	movl	$3f, user_recover
	in	$0x80, %al
	orl	$ALLOWED_AT_68, user_allowed
3:	mov	$TASK_MARK, %ebx
	int	$USER_EXIT_VECTOR

	.globl	user_fault
user_fault:
	mov	$user_stack, %esp
	jmp	*user_recover

	.globl	user_back
user_back:
	push	$EFLAGS_FIXED		/* the switch set NT */
	popf
	pop	%ebp
	pop	%edi
	pop	%esi
	pop	%ebx
	ret

	.bss
user_recover:
	.skip	4
	.skip	64
user_stack:

	.section .note.GNU-stack, "", @progbits
