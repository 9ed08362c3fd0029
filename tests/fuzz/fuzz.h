/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A fuzz target is a pair of files: fuzz_X.c has the entry point, which aborts
 * when the ROM's code does something wrong, and seeds_X.c the inputs to begin with.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "standin.h"

/* libFuzzer calls it with inputs of its own, replay.c with the seeds and the finds. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Calls `use` with every seed. */
void each_seed(void (*use)(const void *data, size_t size));

#define CHECK(condition)                                                                           \
	do {                                                                                       \
		if (!(condition))                                                                  \
			standin_fail("%s:%d: %s", __FILE__, __LINE__, #condition);                 \
	} while (0)

/* The last refusal is one line of plain text, with no more to fill in. */
void check_sentence(void);

/* An input that is taken apart number by number; when it is used up the rest is zeros. */
struct input {
	const uint8_t *at;
	size_t left;
};

uint8_t take_u8(struct input *input);
uint16_t take_u16(struct input *input);
uint32_t take_u32(struct input *input);
/* Small and large, round and off by one or two, in three bytes. */
uint32_t take_size(struct input *input);

/* Bytes like any others, the same in every run: `n` chooses. */
void noise(uint8_t *bytes, size_t size, uint32_t n);

#endif
