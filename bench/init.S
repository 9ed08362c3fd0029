/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /init of the measured guest. Its first instruction, at an address that nothing else of
 * a boot comes near, is linux_start_user; the port says the same where no plugin looks on.
 */
#define SYS_iopl 172
#define SYS_reboot 169
#define LINUX_PORT 0xf4		/* the ports and the value are qemu-boot-time's */
#define LINUX_START_USER 7
#define DEBUG_EXIT 0x501	/* isa-debug-exit */
#define EXIT_CODE 0x2a

	.globl	_start
_start:
	movl	$SYS_iopl, %eax
	movl	$3, %edi
	syscall
	movb	$LINUX_START_USER, %al
	outb	%al, $LINUX_PORT
	movb	$EXIT_CODE, %al
	movw	$DEBUG_EXIT, %dx
	outb	%al, %dx

/* Nobody there who would end QEMU: power off as a reset, which -no-reboot makes the end. */
	movl	$SYS_reboot, %eax
	movl	$0xfee1dead, %edi
	movl	$0x28121969, %esi
	movl	$0x01234567, %edx
	syscall
1:	jmp	1b

	.section .note.GNU-stack, "", @progbits
