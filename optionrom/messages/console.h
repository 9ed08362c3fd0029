/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The consoles that INT 10h does not reach. Touches the machine. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stdbool.h>

/* Print `text` on SeaBIOS's debug port and, if asked, on COM1. */
void console_show(const char *text, bool on_com1);

#endif
