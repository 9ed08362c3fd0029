/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carrying the plan out: load what the ROM loads, write the tables. */
#ifndef COMMIT_H
#define COMMIT_H

#include "plan/plan.h"

/* All but the jump. Refuses BAD_DMA. */
void plan_commit(const struct plan *plan);

#endif
