/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MEMORY_H
#define MEMORY_H

#include <stdint.h>

/*
 * The bytes of RAM that the value of QEMU's -m names: "512", "1.5G", "size=2G,slots=4"; MiB without
 * a suffix. 0 for what is not understood here, and is QEMU's to refuse.
 */
uint64_t memory_size(const char *value);

#endif
