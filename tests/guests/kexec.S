/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A program for Linux on x86-64: replaces the running kernel with /kexec/vmlinuz and
 * /kexec/initrd. It returns, with status 1, only where that cannot be done.
 */
#define SYS_open 2
#define SYS_exit 60
#define SYS_reboot 169
#define SYS_kexec_file_load 320
#define LINUX_REBOOT_MAGIC1 0xfee1dead	/* linux/reboot.h, as the command */
#define LINUX_REBOOT_MAGIC2 0x28121969
#define LINUX_REBOOT_CMD_KEXEC 0x45584543

	.globl	_start
_start:
	leaq	kernel(%rip), %rdi
	call	open
	movl	%eax, %ebx
	leaq	initrd(%rip), %rdi
	call	open
	movl	%ebx, %edi
	movl	%eax, %esi
	movl	$cmdline_end - cmdline, %edx
	leaq	cmdline(%rip), %r10
	xorl	%r8d, %r8d
	movl	$SYS_kexec_file_load, %eax
	syscall
	testq	%rax, %rax
	jnz	failed

	movl	$SYS_reboot, %eax
	movl	$LINUX_REBOOT_MAGIC1, %edi
	movl	$LINUX_REBOOT_MAGIC2, %esi
	movl	$LINUX_REBOOT_CMD_KEXEC, %edx
	syscall
failed:
	movl	$SYS_exit, %eax
	movl	$1, %edi
	syscall

/* In: RDI name. Out: RAX file descriptor, or -errno. */
open:
	xorl	%esi, %esi
	movl	$SYS_open, %eax
	syscall
	ret

kernel:	.string	"/kexec/vmlinuz"
initrd:	.string	"/kexec/initrd"
cmdline:
	.string	"console=ttyS0 panic=-1 quiet no_timer_check tsc=reliable pvh.by=kexec"
cmdline_end:
