// SPDX-License-Identifier: GPL-2.0-or-later
#include "x86_decode.h"

#include <stdbool.h>

static bool is_legacy_prefix(uint8_t byte)
{
	switch (byte) {
	case 0x26:
	case 0x2e:
	case 0x36:
	case 0x3e: /* ES CS SS DS */
	case 0x64:
	case 0x65: /* FS GS */
	case 0x66:
	case 0x67: /* operand and address size */
	case 0xf0:
	case 0xf2:
	case 0xf3: /* LOCK REPNE REP */
		return true;
	}
	return false;
}

/*
 * 0x40-0x4f are REX prefixes in 64-bit code and whole instructions elsewhere;
 * so one that is followed by more bytes of the same instruction is a prefix.
 */
static bool is_prefix(uint8_t byte)
{
	return is_legacy_prefix(byte) || (byte & 0xf0) == 0x40;
}

enum insn_kind decode_insn(const uint8_t *code, size_t size)
{
	size_t at = 0;

	while (at + 1 < size && is_prefix(code[at])) {
		at++;
	}
	if (at == size) {
		return INSN_OTHER;
	}
	if ((code[at] & 0xf4) == 0xe4) { /* 0xe4-0xe7 immediate, 0xec-0xef by DX */
		return INSN_PORT;
	}
	if ((code[at] & 0xfc) == 0x6c) { /* 0x6c-0x6f */
		return INSN_PORT_STRING;
	}
	return INSN_OTHER;
}
