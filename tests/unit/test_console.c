// SPDX-License-Identifier: GPL-2.0-or-later
/* COM1 gets a character only once its UART can take one, or has not for long. */
#include <string.h>
#include "unit.h"
#include "ports/machine/io.h"
#include "messages/console.h"

#define DEBUG_PORT 0x402
#define COM1 0x3f8
#define READY 0x20

static char debug[16], com1[16];
static uint32_t busy_for, busy, lost;

uint8_t inb(uint16_t port)
{
	assert_int_equal(port, COM1 + 5);
	if (!busy)
		return READY;
	busy--;
	return 0;
}

void outb(uint16_t port, uint8_t value)
{
	char *text = port == DEBUG_PORT ? debug : com1;

	assert_true(port == DEBUG_PORT || port == COM1);
	text[strlen(text)] = value;
	if (port == DEBUG_PORT)
		return;
	lost += busy != 0;
	busy = busy_for;
}

static void show(uint32_t polls)
{
	memset(debug, 0, sizeof(debug));
	memset(com1, 0, sizeof(com1));
	busy_for = busy = polls;
	lost = 0;
	console_show("text", polls != 0);
	assert_string_equal(debug, "text");
}

TEST(a_slow_line)
{
	show(9999);
	assert_string_equal(com1, "text");
	assert_int_equal(lost, 0);
}

TEST(a_line_that_is_stuck)
{
	show(1000000000);
	assert_int_equal(lost, 4);
}

TEST(no_line)
{
	show(0);
	assert_string_equal(com1, "");
}
