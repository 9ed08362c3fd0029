/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every test of the ROM's files needs: cmocka, and the assertion that it lacks. */
#ifndef UNIT_H
#define UNIT_H

#include "standin.h"
#include "unit_test.h"

/* `call` ends in this sentence, given without its "pvh: " and line end. */
#define assert_refuses(call, sentence)                                                             \
	do {                                                                                       \
		if (!setjmp(*refusal_catch())) {                                                   \
			call;                                                                      \
			refusal_dismiss();                                                         \
			fail_msg("%s is not refused", #call);                                      \
		}                                                                                  \
		assert_string_equal(refusal_sentence(), "pvh: " sentence "\r\n");                  \
	} while (0)

#endif
