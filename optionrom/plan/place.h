/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Room for what the guest is handed in low memory, where it can read it before it has paging. Pure.
 */
#ifndef PLACE_H
#define PLACE_H

#include <stdint.h>
#include "fw_cfg/fw_cfg.h"
#include "memory/area.h"

/* Reserve `size` bytes below 1 MiB, or else below 1 GiB; NULL if there is no room. */
struct area *place_low(struct space *space, uint32_t size);

/* Reserve room for a string and its NUL. Its address, or 0 if its key is 0. Refuses NO_ROOM. */
uint32_t place_text(struct space *space, struct fw_item item);

#endif
