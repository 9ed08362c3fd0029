/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LONG_MODE_H
#define LONG_MODE_H

#include "boot.h"

/*
 * Newer QEMUs always give isapc a 32-bit processor, on which a 64-bit kernel hangs. Asks this QEMU
 * by QMP which processor the guest would get, and ends the program if that has no long mode.
 */
void check_long_mode(const struct boot *boot);

#endif
