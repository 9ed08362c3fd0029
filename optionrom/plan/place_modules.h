/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module list: the initrd first, then opt/pvh/module1 and on. Pure, above fw_cfg_read. */
#ifndef PLACE_MODULES_H
#define PLACE_MODULES_H

#include <stdbool.h>
#include "fw_cfg/directory.h"
#include "memory/area.h"
#include "plan/tables.h"

/*
 * Choose an address for every module and fill the module list in `tables`. An early boot does not
 * ask QEMU for the initrd's address: SeaBIOS still uses that memory then. Refuses NO_ROOM,
 * MODULE_NO_ROOM, NO_MODULE, TOO_MANY_MODULES.
 */
void place_modules(struct space *space, struct tables *tables, const struct fw_dir *dir,
		   bool is_early);

#endif
