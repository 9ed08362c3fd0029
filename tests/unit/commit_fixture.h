/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan that is carried out in memory full of dirt. */
#ifndef COMMIT_FIXTURE_H
#define COMMIT_FIXTURE_H

#include "plan/commit.h"
#include "plan_fixture.h"

/* The machine's RAM is full of this beforehand. */
#define DIRT 0xaa

/* A cmocka setup. */
int commit_setup(void **state);
/* Make the plan, and carry it out. */
void commit(void);
void assert_bytes(uint32_t address, const void *bytes, uint32_t size);
/* All `size` bytes are `value`. */
void assert_all(uint32_t address, uint8_t value, uint32_t size);
/* Between the areas, and in those that somebody else fills, all is as it was. */
void assert_nothing_else_written(void);

#endif
