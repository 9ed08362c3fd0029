/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The segment registers as the loader left them, seen from two sides: what the
 * descriptors say that their selectors name in the loader's GDT (which the ABI
 * does not ask for), and what happens when they are used (which QEMU's TCG does
 * not tell, for it checks neither limits nor write permission).
 *
 * Both routines: FS is the guest's own flat segment, EBP collects SAW_xx.
 * Clobber EAX, ECX, EDX.
 */
#include "layout.h"

	.code32
	.text

	.macro	describe index
	xor	%ecx, %ecx		/* stays 0 if the selector names nothing */
	xor	%edx, %edx
	lar	%eax, %ecx
	lsl	%eax, %edx
	mov	%eax, %fs:state + STATE_SEGMENTS + SEGMENT_SIZE * \index
	mov	%ecx, %fs:state + STATE_SEGMENTS + SEGMENT_SIZE * \index + 4
	mov	%edx, %fs:state + STATE_SEGMENTS + SEGMENT_SIZE * \index + 8
	xor	%eax, %eax
	.endm

	.globl	describe_segments
describe_segments:
	lgdt	%fs:entry_gdtr
	xor	%eax, %eax
	mov	%cs, %ax
	describe IN_CS
	mov	%ds, %ax
	describe IN_DS
	mov	%es, %ax
	describe IN_ES
	mov	%ss, %ax
	describe IN_SS
	str	%ax
	describe IN_TR
	lgdt	%fs:own_gdtr
	ret

/* One instruction that may fault: BIT tells if it did. CS is the guest's own after that. */
	.macro	try bit, instruction:vararg
	movl	$1f, %fs:recover
	\instruction
	jmp	2f
1:	or	$\bit, %ebp
2:	movl	$0, %fs:recover
	.endm

	.macro	try_data seg, index
	test	$SAW_BASE << \index, %ebp
	jnz	9f
	try	SAW_RIGHTS << \index, movl $0, \seg:scratch
	try	SAW_LIMIT << \index, mov \seg:0xfffffffc, %eax
9:
	.endm

	.globl	try_segments
try_segments:
	pop	%edx			/* a fault resets the stack */
	call	1f			/* EIP is a link address only if CS's base is 0 */
1:	pop	%eax
	cmp	$1b, %eax
	je	1f
	or	$SAW_BASE << IN_CS, %ebp
1:	try	SAW_RIGHTS << IN_CS, mov %cs:witness2, %eax
	try	SAW_LIMIT << IN_CS, mov %cs:0xfffffffc, %eax
	try_data %ds, IN_DS
	try_data %es, IN_ES

	test	$SAW_BASE << IN_SS, %ebp
	jnz	1f
	mov	$witness2, %esp		/* with a 16-bit stack this reads elsewhere */
	pop	%eax
	mov	$stack_top, %esp
	cmp	%eax, %fs:witness2
	je	1f
	or	$SAW_SS16, %ebp
1:	try_data %ss, IN_SS

	mov	$SEL_SHORT, %eax
	mov	%eax, %gs
	try	SAW_LIMITS, mov %gs:0x1000, %eax
	jmp	*%edx

	.data
scratch:
	.long	0

	.section .note.GNU-stack, "", @progbits
