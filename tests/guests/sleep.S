/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Goes to sleep (ACPI S3 on pc, whose PM1a control is at 0x604) with low memory filled,
 * and says so when it is awake again. In: EBX hvm_start_info.
 */
#include "say.h"

#define LOW_START 0x1000
#define LOW_END 0x7000
#define PATTERN 0xaaaaaaaa
#define WAKING 0x8000			/* where the BIOS's real-mode jump goes */
#define PM1A_CNT 0x604
#define S3_SLEEP 0x2400			/* SLP_TYP 1, SLP_EN */
#define RSDP 32				/* offsets: start_info, ACPI 6.5, 5.2.5 to 5.2.10 */
#define RSDT 16
#define RSDT_ENTRIES 36
#define FADT_FACS 36
#define FACS_WAKING 12

	.code32
	.globl	entry
entry:
	movl	RSDP(%ebx), %eax
	movl	RSDT(%eax), %esi
	addl	$RSDT_ENTRIES, %esi
1:	lodsl				/* QEMU's RSDT names the FADT, signature FACP */
	cmpl	$0x50434146, (%eax)
	jne	1b
	movl	FADT_FACS(%eax), %eax
	movl	$WAKING, FACS_WAKING(%eax)

	movl	$WAKING, %esp
	call	2f			/* wherever this guest was put */
2:	popl	%esi
	addl	$awake - 2b, %esi
	movl	$WAKING, %edi
	movl	$awake_end - awake, %ecx
	rep	movsb
	movl	$LOW_START, %edi
	movl	$(LOW_END - LOW_START) / 4, %ecx
	movl	$PATTERN, %eax
	rep	stosl
	movw	$PM1A_CNT, %dx
	movw	$S3_SLEEP, %ax
	outw	%ax, %dx
3:	hlt
	jmp	3b

	.code16
awake:
	say	'a', 'w', 'a', 'k', 'e'
	hlt
awake_end:

	.section .note.GNU-stack, "", @progbits
