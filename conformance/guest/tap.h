/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report, TAP version 14: one test point for each clause, in the order of clauses.def. */
#ifndef TAP_H
#define TAP_H

#include <stdint.h>

enum clause {
#define CLAUSE(id, kind, subject, wanted, source) C_##id,
#include "clauses.def"
	CLAUSES
};

/*
 * What was found, as pairs of a name and a uint64_t, ended by NULL; printed if not
 * ok. With WORD before its name, a value is the address of a text.
 */
#define WORD "'"
void judge(enum clause clause, int ok, const char *name, ...);

/* The clause does not apply, or cannot be seen from here. */
void skip(enum clause clause, const char *why);

uint32_t failures(void);

#endif
