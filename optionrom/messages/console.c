// SPDX-License-Identifier: GPL-2.0-or-later
#include "messages/console.h"
#include "machine/io.h"

#define PORT_DEBUG 0x402 /* QEMU's isa-debugcon, as SeaBIOS uses it */
#define PORT_COM1 0x3f8
#define UART_LSR (PORT_COM1 + 5)
#define UART_LSR_THRE 0x20 /* 16550: transmit holding register empty */
#define UART_POLLS 10000 /* then the line is taken for stuck, and the character for lost */

/* Where there is no UART its status reads as all ones, and nothing waits. */
static void com1_put(char c)
{
	for (int n = UART_POLLS; n && !(inb(UART_LSR) & UART_LSR_THRE); n--)
		;
	outb(PORT_COM1, c);
}

void console_show(const char *text, bool on_com1)
{
	for (; *text; text++) {
		outb(PORT_DEBUG, *text);
		if (on_com1)
			com1_put(*text);
	}
}
