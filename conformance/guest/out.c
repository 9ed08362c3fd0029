/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out.h"
#include "layout.h"
#include "port.h"

#define COM1_LINE_STATUS (COM1 + 5)
#define LINE_CAN_SEND 0x20
#define PATIENCE 100000 /* polls, after which COM1 counts as absent */

static void out_char(char c)
{
	for (uint32_t i = 0; i < PATIENCE && !(port_in(COM1_LINE_STATUS) & LINE_CAN_SEND); i++)
		;
	port_out(COM1, (uint8_t)c);
	port_out(DEBUG_PORT, (uint8_t)c);
}

void out_text(const char *text)
{
	while (*text)
		out_char(*text++);
}

void out_decimal(uint32_t value)
{
	if (value >= 10)
		out_decimal(value / 10);
	out_char((char)('0' + value % 10));
}

static void hex_digits(uint64_t value)
{
	if (value >> 4)
		hex_digits(value >> 4);
	out_char("0123456789abcdef"[value & 15]);
}

void out_hex(uint64_t value)
{
	out_text("0x");
	hex_digits(value);
}
