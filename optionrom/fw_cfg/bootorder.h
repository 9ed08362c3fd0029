/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QEMU's `bootorder` file: OpenFirmware device paths, best first, a line each. Pure. */
#ifndef BOOTORDER_H
#define BOOTORDER_H

#include <stdbool.h>

/* Whether `list` (NUL-terminated) names the ROM `name` ("genroms/F", "" if unknown) behind another device. */
bool bootorder_is_behind(const char *list, const char *name);

#endif
