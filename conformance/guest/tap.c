/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tap.h"
#include <stdarg.h>
#include <stddef.h>
#include "out.h"

struct text {
	const char *kind, *subject, *wanted, *source;
};

#define SOURCE(id, text) static const char source_##id[] = text;
#include "clauses.def"

static const char kind_MUST[] = "the ABI requires it", kind_EXPECT[] = "guests expect it";

static const struct text texts[CLAUSES] = {
#define CLAUSE(id, kind, subject, wanted, source)                                                  \
	[C_##id] = { kind_##kind, subject, wanted, source_##source },
#include "clauses.def"
};

static uint32_t failed, next;

uint32_t failures(void)
{
	return failed;
}

static void test_point(enum clause clause, const char *status)
{
	/* A clause that was left out shows as a number missing from the plan. */
	next = (uint32_t)clause + 1;
	out_text(status);
	out_decimal(next);
	out_text(" - ");
	out_text(texts[clause].subject);
	out_text(": ");
	out_text(texts[clause].wanted);
}

static void yaml_text(const char *key, const char *value)
{
	out_text("  ");
	out_text(key);
	out_text(": \"");
	out_text(value);
	out_text("\"\n");
}

static void yaml_fact(const char *name, uint64_t value)
{
	int is_word = *name == *WORD;

	out_text("    ");
	out_text(name + is_word);
	out_text(": ");
	if (is_word) {
		out_text("\"");
		out_text((const char *)(uintptr_t)value);
		out_text("\"");
	} else {
		out_hex(value);
	}
	out_text("\n");
}

void judge(enum clause clause, int ok, const char *name, ...)
{
	va_list list;

	test_point(clause, ok ? "ok " : "not ok ");
	out_text("\n");
	if (ok)
		return;
	failed++;
	out_text("  ---\n");
	yaml_text("severity", texts[clause].kind);
	yaml_text("source", texts[clause].source);
	yaml_text("wanted", texts[clause].wanted);
	out_text("  found:\n");
	va_start(list, name);
	for (; name; name = va_arg(list, const char *))
		yaml_fact(name, va_arg(list, uint64_t));
	va_end(list);
	out_text("  ...\n");
}

void skip(enum clause clause, const char *why)
{
	test_point(clause, "ok ");
	out_text(" # SKIP ");
	out_text(why);
	out_text("\n");
}
