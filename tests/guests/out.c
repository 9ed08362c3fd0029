/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "out.h"

#define DEBUG_PORT 0xe9

static char buffer[4096];

static void write_port(const char *bytes, size_t count)
{
	__asm__ volatile("rep outsb" : "+S"(bytes), "+c"(count) : "d"(DEBUG_PORT) : "memory");
}

static void out_text(const char *text)
{
	size_t length = 0;

	while (text[length])
		length++;
	write_port(text, length);
}

static char hex_digit(uint32_t value)
{
	value &= 15;
	return (char)(value < 10 ? '0' + value : 'a' + value - 10);
}

void out_bytes(const void *bytes, size_t count)
{
	const uint8_t *from = bytes;
	size_t used = 0;

	while (count--) {
		buffer[used++] = hex_digit(*from >> 4);
		buffer[used++] = hex_digit(*from++);
		if (used == sizeof(buffer) || count == 0) {
			write_port(buffer, used);
			used = 0;
		}
	}
}

void out_word(uint32_t value)
{
	char digits[8];

	for (int i = 7; i >= 0; i--, value >>= 4)
		digits[i] = hex_digit(value);
	write_port(digits, sizeof(digits));
}

static void out_decimal(uint32_t value)
{
	char digits[10];
	size_t first = sizeof(digits);

	do
		digits[--first] = (char)('0' + value % 10);
	while (value /= 10);
	write_port(digits + first, sizeof(digits) - first);
}

void out_key(const char *name, uint32_t index, const char *suffix)
{
	out_text(name);
	out_decimal(index);
	out_text(suffix);
	out_text("=");
}

void out_end(void)
{
	out_text("\n");
}

void out_line(const char *key, const char *value)
{
	out_text(key);
	out_text("=");
	out_text(value);
	out_end();
}

void out_line_word(const char *key, uint32_t value)
{
	out_text(key);
	out_text("=");
	out_word(value);
	out_end();
}

void out_line_bytes(const char *key, const void *bytes, size_t count)
{
	out_text(key);
	out_text("=");
	out_bytes(bytes, count);
	out_end();
}
