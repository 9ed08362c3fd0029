/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A refusal ends the attempt at once: there is nothing to undo, for nothing but free RAM
 * has been touched (which is why an early commit is past it: PHASE_HALT), so no
 * caller has a word to say in it.
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include <stdint.h>

enum refusal {
#define REFUSAL(name, sentence) name,
#include "errors.def"
#undef REFUSAL
	REFUSAL_COUNT
};

/*
 * Give up, with the sentence of `why`. What follows stands for its %x, %u
 * (both uint32_t) and %s (const char *), in order.
 */
_Noreturn void refuse(enum refusal why, ...);

/* String `n` of a list of strings, each ended by its NUL: no table of pointers to pay for. */
const char *nth_string(const char *list, uint32_t n);

/* Whoever started the attempt ends it; `sentence` is "pvh: ", the sentence, CR LF. */
_Noreturn void refused(const char *sentence);

#endif
