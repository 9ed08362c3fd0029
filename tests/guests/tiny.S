/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The smallest guest: a kernel of less than 1 KiB with all headers, for PVH and multiboot. */
#include "say.h"

	.code32
	.globl	entry
entry:
	say	't', 'i', 'n', 'y'
	finish	0x2a

	.section .note.GNU-stack, "", @progbits
