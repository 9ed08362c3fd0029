/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QEMU's `bootorder` file: OpenFirmware device paths, best first, a line each. Pure, above
 * fw_cfg_read. */
#ifndef BOOTORDER_H
#define BOOTORDER_H

#include <stdbool.h>
#include "fw_cfg/directory.h"

/*
 * Whether the boot order has this ROM ("/rom@genroms/...") behind another device. `dir` is as
 * fw_dir_read has left it, `window` is scratch. Refuses BAD_DMA.
 */
bool bootorder_is_behind(struct fw_dir *dir, struct fw_dir_window *window);

#endif
