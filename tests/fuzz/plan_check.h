/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a guest would find, and what must be true of it, whatever the input was. */
#ifndef PLAN_CHECK_H
#define PLAN_CHECK_H

#include "plan_input.h"

/* `plan` has been carried out, fake_log() has every write to the guest's memory but the tables'. */
void plan_check(const struct plan_input *input, const struct plan *plan);

#endif
