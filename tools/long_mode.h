/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LONG_MODE_H
#define LONG_MODE_H

#include "boot.h"

/*
 * On isapc newer QEMUs give the guest a 32-bit processor whatever is asked for, on which a 64-bit
 * kernel hangs. Asks this QEMU, by QMP, what it would give, and ends the program where that has no
 * long mode.
 */
void check_long_mode(const struct boot *boot);

#endif
