/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that belong to this program, found from where it is itself. */
#ifndef BESIDE_H
#define BESIDE_H

/* "DIRECTORY/NAME", the directory being this program's own; NULL if there is no such file. */
const char *beside_program(const char *name);

/* The pvh.bin that came with it: in the build directory, or installed. NULL without one. */
const char *beside_rom(void);

#endif
