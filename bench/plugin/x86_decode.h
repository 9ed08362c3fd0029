/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which x86 instructions the counting plugin treats specially.
 */
#ifndef X86_DECODE_H
#define X86_DECODE_H

#include <stddef.h>
#include <stdint.h>

enum insn_kind {
	INSN_OTHER,
	INSN_PORT, /* IN, OUT: one port access each time it runs */
	INSN_PORT_STRING, /* INS, OUTS: one per element, with or without REP */
};

/* `code` holds one whole instruction, in any mode of the CPU. */
enum insn_kind decode_insn(const uint8_t *code, size_t size);

#endif
