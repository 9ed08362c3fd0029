/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DIRTY_H
#define DIRTY_H

/* Returns unless the command line says dirty=1 and this is the first boot. */
void dirty_first(void);

#endif
