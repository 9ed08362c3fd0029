/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An error message as a value, for functions that neither print nor exit. */
#ifndef FAULT_H
#define FAULT_H

#include <stdbool.h>

struct fault {
	char why[4608]; /* one message, no newline; room for a path and some words */
};

/* Formats the message like printf. Always false, so that a function may return fault(why, …). */
bool fault(struct fault *why, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "cannot VERB PATH: " and what errno means. Always false. */
bool fault_errno(struct fault *why, const char *verb, const char *path);

#endif
