/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A ROM that hooks INT 19h, says that it was called, and goes on to the old handler. */
#include "rom.h"
#include "../guests/say.h"

	rom_head 0x19

hook:
	say	'h', 'o', 'o', 'k', '1', '9'
	chain

	.section .note.GNU-stack, "", @progbits
