/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The port instructions as functions: the tests stand in for the hardware. */
#ifndef IO_H
#define IO_H

#include <stdint.h>

void outb(uint16_t port, uint8_t value);
void outw(uint16_t port, uint16_t value);
void outl(uint16_t port, uint32_t value);
uint8_t inb(uint16_t port);
uint32_t inl(uint16_t port);
void insb(uint16_t port, void *dst, uint32_t count);

#endif
