/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ACPI's Root System Description Pointer, ACPI 6.5, 5.2.5. Pure. */
#ifndef RSDP_H
#define RSDP_H

#include <stdint.h>

/*
 * The first valid RSDP on a 16-byte boundary of `area` (`size` bytes, itself so aligned), or NULL.
 */
const void *rsdp_find(const void *area, uint32_t size);

#endif
