/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Error messages, and what ends a boot that cannot go on. */
#ifndef ERRORS_H
#define ERRORS_H

#include <stdint.h>

enum error {
#define ERROR(name, text) name,
#include "errors.def"
#undef ERROR
	ERROR_COUNT
};

/*
 * The message of `why`: "pvh: ", its text, CR LF. What follows `why` replaces its %x and %u
 * (both uint32_t) and %s (const char *), in order. It stays until the next one is composed.
 */
const char *compose_message(enum error why, ...);

/* The message composed last. */
const char *last_message(void);

/*
 * Give up this boot, with a message as above: leaves the stage for PHASE_REFUSED. Nothing has to be
 * undone, since only free RAM has been written (an early boot that is past its plan is the
 * exception, and cannot go on).
 */
_Noreturn void refuse(enum error why, ...);

#endif
