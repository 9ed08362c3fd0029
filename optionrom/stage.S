/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entering the 32-bit stage in RAM and protected mode, and returning. */
#include "layout.h"

	.code16
	.section .stub, "ax"

/*
 * copy_stage - copy the stage to RAM and clear its .bss.
 * Clobbers ECX, ESI, EDI and the upper half of EAX.
 */
	.globl	copy_stage
copy_stage:
	pushw	%ds
	pushw	%es
	pushw	%ax
	cld
	movw	%cs, %cx
	movw	%cx, %ds
	movw	$STAGE_BASE >> 4, %cx
	movw	%cx, %es
	movw	$stage_rom_offset, %si
	xorw	%di, %di
	movw	$stage_dwords, %cx
	rep	movsl
	xorl	%eax, %eax
	movw	$bss_dwords, %cx
	rep	stosl
	popw	%ax
	popw	%es
	popw	%ds
	ret

/*
 * enter_stage - run pvh_main in protected mode.
 * In: AL phase, a far return address on the stack. Out: AX the address of a
 * message to show, or 0; DL the next phase. Clobbers EAX, ECX, EDX; all
 * else that the stage does not save itself, GDTR and CR0 included, is what it was.
 */
	.globl	enter_stage
enter_stage:
	pushfw
	cli
	cld				/* INT 15h may have set the direction flag */
	pushw	%ds
	pushw	%es
	pushw	%fs
	pushw	%gs
	movzbl	%al, %eax
	xorl	%edx, %edx
	movw	%dx, %ds
	movl	%esp, caller_esp
	movw	%ss, caller_ss
	sgdtl	caller_gdtr
	movl	%cr0, %ecx
	movl	%ecx, caller_cr0
	movw	%cs, %dx
	shll	$4, %edx
	lgdtl	stage_gdtr
	xorl	%ecx, %ecx
	incw	%cx			/* CR0_PE */
	movl	%ecx, %cr0
	ljmpl	$SEL_CODE32, $stage_enter

	.section .stage.entry, "ax"
	.code32
/*
 * stage_enter - the first instruction in protected mode.
 * In: EAX phase, EDX the ROM's linear address; both are pvh_main's arguments.
 */
stage_enter:
	xorl	%ecx, %ecx
	movb	$SEL_DATA32, %cl
	movl	%ecx, %ds
	movl	%ecx, %es
	movl	%ecx, %ss
	cmpb	$PHASE_RESUME, %al
	je	3f
	movl	$STAGE_STACK, %esp
	call	pvh_main
	movl	%eax, %edx
	xorl	%eax, %eax
	jmp	stage_leave
3:	movl	resume_esp, %esp
	popl	%ebp
	popl	%edi
	popl	%esi
	popl	%ebx
	ret

/* void stage_visit_bios(const char *message): as stage_leave, and back to the caller. */
	.globl	stage_visit_bios
stage_visit_bios:
	pushl	%ebx
	pushl	%esi
	pushl	%edi
	pushl	%ebp
	movl	%esp, resume_esp
	movl	$PHASE_RESUME, %edx

/*
 * _Noreturn void stage_leave(const char *message, uint32_t next_phase): return to enter_stage's
 * caller.
 */
	.globl	stage_leave
stage_leave:
	ljmpl	$SEL_CODE16, $1f

	/* Real-mode segment limits have to be loaded before real mode is. */
	.code16
1:	movw	$SEL_DATA16, %cx
	movw	%cx, %ds
	movw	%cx, %es
	movw	%cx, %fs
	movw	%cx, %gs
	movw	%cx, %ss
	movl	caller_cr0, %ecx
	movl	%ecx, %cr0
	ljmpw	$0, $2f
2:	xorw	%cx, %cx
	movw	%cx, %ds
	lgdtl	caller_gdtr
	movw	caller_ss, %ss
	movl	caller_esp, %esp
	popw	%gs
	popw	%fs
	popw	%es
	popw	%ds
	popfw
	lretw

	.section .rodata, "a"
/* Accessed bits are set, so that the CPU has nothing to write here but the TSS's busy bit. */
	.globl	stage_gdt
stage_gdt:
	.quad	0
	.quad	0x00cf9b000000ffff	/* SEL_CODE32: base 0, limit 4 GiB, execute/read */
	.quad	0x00cf93000000ffff	/* SEL_DATA32: base 0, limit 4 GiB, read/write */
	.quad	0x0000890000000000 + TSS_LIMIT	/* SEL_TSS: base 0, available 32-bit TSS */
	.quad	0x00009b000000ffff	/* SEL_CODE16: base 0, limit 64 KiB */
	.quad	0x000093000000ffff	/* SEL_DATA16: base 0, limit 64 KiB */
stage_gdtr:
	.word	GDT_SIZE - 1
	.long	stage_gdt

	.bss
	.balign	4
resume_esp:
	.long	0
caller_esp:
	.long	0
caller_cr0:
	.long	0
caller_ss:
	.word	0
caller_gdtr:
	.skip	6

	.section .note.GNU-stack, "", @progbits
