// SPDX-License-Identifier: GPL-2.0-or-later
#include "messages/errors.h"
#include <stdarg.h>
#include <stddef.h>
#include "stage.h"

static const char *const texts[ERROR_COUNT] = {
#define ERROR(name, text) [name] = text,
#include "errors.def"
#undef ERROR
};

/* The longest text with the longest numbers in it has room. */
static char message[200];
static uint32_t message_length;

static void put_char(char c)
{
	if (message_length < sizeof(message) - 1)
		message[message_length++] = c;
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

static void compose(enum error why, va_list *args)
{
	message_length = 0;
	put_string("pvh: ");
	for (const char *s = texts[why]; *s; s++) {
		if (*s == '%')
			put_argument(*++s, args);
		else
			put_char(*s);
	}
	put_string("\r\n");
	message[message_length] = '\0';
}

const char *compose_message(enum error why, ...)
{
	va_list args;

	va_start(args, why);
	compose(why, &args);
	va_end(args);
	return message;
}

const char *last_message(void)
{
	return message;
}

_Noreturn void refuse(enum error why, ...)
{
	va_list args;

	va_start(args, why);
	compose(why, &args);
	va_end(args);
	stage_leave(NULL, PHASE_REFUSED);
}
