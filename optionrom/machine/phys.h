/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Physical memory as a pointer. The stage has no paging; the host's tests map a buffer instead. */
#ifndef PHYS_H
#define PHYS_H

#include <stdint.h>

void *phys(uint32_t address);

#endif
