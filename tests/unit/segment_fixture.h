/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernels put together segment by segment. */
#ifndef SEGMENT_FIXTURE_H
#define SEGMENT_FIXTURE_H

#include "kernel_fixture.h"

/* A program header of alignment 1. */
void add_segment(uint32_t type, uint64_t offset, uint64_t paddr, uint64_t filesz, uint64_t memsz);
/* A header, the entry note as segment 0, and room for more; the entry is at 1 MiB. */
void use_bare(bool is64);

#endif
