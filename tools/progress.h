/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far unpacking is, for people: on a terminal, once it takes longer than half a second. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stddef.h>

void progress_start(const char *what);
void progress_show(size_t done, size_t all);
/* Its line is empty again. */
void progress_end(void);

#endif
