/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An area of firmware memory with RSDPs in it. */
#ifndef RSDP_FIXTURE_H
#define RSDP_FIXTURE_H

#include <stdint.h>

#define V1_SIZE 20
#define V2_SIZE 36

/* Exactly as large as rsdp_find is told, so that a read past the end is seen. */
extern uint8_t *area;

/* Begin again with zeros. */
void new_area(uint32_t size);
/* Make the `len` bytes at `at` sum up to 0 by the byte at `sum`. */
void fix_sum(uint8_t *at, uint32_t len, uint32_t sum);
/* A good one of revision 0, or of revision 2 and any length: its address. */
uint8_t *put_v1(uint32_t offset);
uint8_t *put_v2(uint32_t offset, uint32_t length);
/* rsdp_find over the whole area. */
const void *find(void);

#endif
