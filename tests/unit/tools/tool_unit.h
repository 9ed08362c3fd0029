/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every test of the tools' files needs of cmocka. */
#ifndef TOOL_UNIT_H
#define TOOL_UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#endif
