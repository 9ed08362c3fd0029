/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The port instructions as functions: fw_cfg_device.c stands in for the hardware. */
#ifndef IO_H
#define IO_H

#include <stdint.h>

void outw(uint16_t port, uint16_t value);
void outl(uint16_t port, uint32_t value);
uint8_t inb(uint16_t port);
uint32_t inl(uint16_t port);
void insb(uint16_t port, void *dst, uint32_t count);

#endif
