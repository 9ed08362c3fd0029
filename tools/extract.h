/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pvh-extract's command line, and what it can be asked for. */
#ifndef EXTRACT_H
#define EXTRACT_H

#include "options.h"
#include "vmlinux.h"

struct arguments {
#define OPTIONS_FIELDS
#include "options_def.h"
#include "pvh-extract.def"
};

/* --cached: the path of the packed kernel, or of a vmlinux itself, on standard output. */
void extract_cached(const struct arguments *arguments);

/* -o: the vmlinux, packed and moved as the arguments have it. */
void extract_to_file(const struct vmlinux *vmlinux, const struct arguments *arguments);

#endif
