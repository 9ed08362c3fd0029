/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AREA_FIXTURE_H
#define AREA_FIXTURE_H

#include "memory/area.h"

/* RAM at 0-0x9fbff, 1-16 MiB, 32-48 MiB and the last MiB below 4 GiB; the rest reserved or absent;
 * no areas. */
extern struct space ram;

/* A cmocka setup. */
int area_setup(void **state);

#endif
