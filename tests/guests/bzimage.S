/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A bzImage that boots no further than its own setup code: enough for QEMU and
 * linuxboot_dma.bin to take it for a Linux kernel (Linux, Documentation/arch/x86/boot.rst).
 */
#include "say.h"

	.code16
	.globl	entry
entry:
	.org	0x1f1
	.byte	1			/* setup_sects */
	.org	0x1fe
	.word	0xaa55
	jmp	setup
	.org	0x202
	.ascii	"HdrS"
	.word	0x020c			/* boot protocol 2.12 */
	.org	0x211
	.byte	1			/* LOADED_HIGH */
	.org	0x214
	.long	0x100000		/* code32_start */
	.org	0x22c
	.long	0x7fffffff		/* initrd_addr_max */
	.org	0x238
	.long	255			/* cmdline_size */
	.org	0x270
setup:
	say	'b', 'z', 'i', 'm', 'a', 'g', 'e'
	finish	0x2a
	.org	0x400
	.fill	512, 1, 0xf4		/* the protected-mode part */

	.section .note.GNU-stack, "", @progbits
