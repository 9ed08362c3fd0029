// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"

_Noreturn void standin_fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

void check_sentence(void)
{
	const char *s = refusal_sentence();
	size_t len = strlen(s);

	CHECK(len > 7 && !strncmp(s, "pvh: ", 5) && !strcmp(s + len - 2, "\r\n"));
	for (size_t i = 0; i < len - 2; i++)
		CHECK(s[i] >= ' ' && s[i] <= '~' && s[i] != '%');
}

uint8_t take_u8(struct input *input)
{
	if (!input->left)
		return 0;
	input->left--;
	return *input->at++;
}

uint16_t take_u16(struct input *input)
{
	uint16_t low = take_u8(input);

	return low | take_u8(input) << 8;
}

uint32_t take_u32(struct input *input)
{
	uint32_t low = take_u16(input);

	return low | (uint32_t)take_u16(input) << 16;
}

uint32_t take_size(struct input *input)
{
	uint8_t shape = take_u8(input);
	uint32_t value = (uint32_t)take_u16(input) << (shape & 15);

	switch (shape >> 4) {
	case 1:
		return value + 1;
	case 2:
		return value - 1;
	case 3:
		return value << 1;
	case 4:
		return ~value;
	default:
		return value;
	}
}

/* A linear congruential generator: its upper bits are good enough. */
void noise(uint8_t *bytes, size_t size, uint32_t n)
{
	uint32_t x = n * 2654435761U + 1;

	for (size_t i = 0; i < size; i++) {
		x = x * 1664525 + 1013904223;
		bytes[i] = x >> 24;
	}
}
