/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text on COM1 and on debug port 0xe9. */
#ifndef OUT_H
#define OUT_H

#include <stdint.h>

void out_text(const char *text);
void out_decimal(uint32_t value);
void out_hex(uint64_t value);

#endif
