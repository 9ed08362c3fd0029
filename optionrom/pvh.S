/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The image's beginning: ROM and $PnP headers, and the three entry points for SeaBIOS.
 * The 16-bit code makes no decisions: it records raw data and runs the phases that the stage
 * returns.
 */
#include "layout.h"

	.code16
	.section .stub.header, "ax"

/* PnP BIOS Specification 1.0A, 3.1. mkrom.py sets the size and the sums. */
	.globl	rom_header
rom_header:
	.word	0xaa55			/* 0x00 signature */
	.byte	0			/* 0x02 size in 512 bytes; the stage writes 0 here to remove the ROM */
	jmp	rom_init		/* 0x03 called once, with a far call */
	.org	0x08
	.globl	rom_old_int19
rom_old_int19:
	.long	0			/* 0x08 ours: the previous INT 19h vector */
product:
	.asciz	"PVH kernel"		/* 0x0c ours: what SeaBIOS's boot menu shows */
	.org	0x17
	.byte	0			/* 0x17 ours: makes the image sum up to 0 */
	.word	0			/* 0x18 no PCI data structure */
	.word	pnp_header		/* 0x1a */

	.balign	16			/* the specification requires a paragraph boundary */
pnp_header:
	.ascii	"$PnP"
	.byte	0x01			/* 0x04 revision */
	.byte	2			/* 0x05 length in 16 bytes */
	.word	0			/* 0x06 no further header */
	.byte	0			/* 0x08 reserved */
	.byte	0			/* 0x09 makes these 32 bytes sum up to 0 */
	.long	0			/* 0x0a no device identifier */
	.word	0			/* 0x0e no manufacturer */
	.word	product			/* 0x10 */
	.byte	0, 0, 0			/* 0x12 no device type */
	.byte	0x04			/* 0x15 indicators: it can boot */
	.word	0			/* 0x16 no BCV */
	.word	0			/* 0x18 no disconnect vector */
	.word	bev_handler		/* 0x1a BEV; the stage clears it when it hooks INT 19h */
	.word	0			/* 0x1c reserved */
	.word	0			/* 0x1e no static resources */

/* rom_init - SeaBIOS's call at POST. Clobbers nothing but flags; returns far, if at all. */
	.globl	rom_init
rom_init:
	cmpw	$0, %cs:rom_old_int19 + 2
	jne	2f			/* S3 resume: SeaBIOS takes a ROM at 0xc0000 for the VGA's */
	pushal
	movb	$PHASE_INIT, %al
	jmp	1f

/* bev_handler - boot; on a refusal a far return makes SeaBIOS try its next device. */
	.globl	bev_handler
bev_handler:
	pushal
	movb	$PHASE_BOOT, %al
1:	call	run
	popal
2:	lretw

/* int19_handler - boot; on a refusal continue with the previous INT 19h handler. */
	.globl	int19_handler
int19_handler:
	movb	$PHASE_BOOT, %al
	call	run
	ljmpw	*%cs:rom_old_int19

/*
 * run - copy the stage to RAM and run its phases, until it asks for none or enters the kernel.
 * In: AL the first phase. Clobbers the general registers.
 */
run:
	call	copy_stage
1:	cmpb	$PHASE_EARLY, %al
	je	6f
	cmpb	$PHASE_BOOT, %al
	jne	2f			/* the others need no memory map */
6:	pushw	%ax
	call	collect_e820
	popw	%ax
2:	pushw	%cs
	call	enter_stage
	pushw	%dx
	testw	%ax, %ax
	jz	3f
	movw	%ax, %si
	call	show_message
3:	call	call_pmm
	popw	%ax
	cmpb	$PHASE_NONE, %al
	je	5f
	cmpb	$PHASE_HALT, %al
	jne	1b
	cli
4:	hlt
	jmp	4b
5:	ret

	.section .note.GNU-stack, "", @progbits
