// SPDX-License-Identifier: GPL-2.0-or-later
#include "refusal.h"
#include <stdarg.h>

static const char sentences[] =
#define REFUSAL(name, sentence) sentence "\0"
#include "errors.def"
#undef REFUSAL
	;

/* The longest sentence with the longest numbers in it. */
static char message[200];
static char *next;

static void put_char(char c)
{
	if (next < message + sizeof(message) - 1)
		*next++ = c;
}

static void put_string(const char *s)
{
	while (*s)
		put_char(*s++);
}

static void put_number(uint32_t n, uint32_t base)
{
	if (n >= base)
		put_number(n / base, base);
	n %= base;
	put_char(n < 10 ? '0' + n : 'a' - 10 + n);
}

static void put_argument(char kind, va_list *args)
{
	if (kind == 's') {
		put_string(va_arg(*args, const char *));
	} else if (kind == 'x') {
		put_string("0x");
		put_number(va_arg(*args, uint32_t), 16);
	} else {
		put_number(va_arg(*args, uint32_t), 10);
	}
}

const char *nth_string(const char *list, uint32_t n)
{
	for (; n; n--)
		while (*list++)
			;
	return list;
}

_Noreturn void refuse(enum refusal why, ...)
{
	va_list args;

	va_start(args, why);
	next = message;
	put_string("pvh: ");
	for (const char *s = nth_string(sentences, why); *s; s++) {
		if (*s == '%')
			put_argument(*++s, &args);
		else
			put_char(*s);
	}
	put_string("\r\n");
	*next = '\0';
	va_end(args);
	refused(message);
}
