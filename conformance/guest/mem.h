/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Physical memory, the guest's own and others'. */
#ifndef MEM_H
#define MEM_H

#include <stddef.h>
#include <stdint.h>

static inline void *at(uint32_t address)
{
	/* Hidden from the compiler, which takes a pointer of 0 for none. */
	__asm__("" : "+r"(address));
	return (void *)(uintptr_t)address;
}

static inline uint16_t get16(const void *from)
{
	const uint8_t *b = from;

	return (uint16_t)(b[0] | b[1] << 8);
}

static inline uint32_t get32(const void *from)
{
	return get16(from) | (uint32_t)get16((const uint8_t *)from + 2) << 16;
}

static inline uint64_t get64(const void *from)
{
	return get32(from) | (uint64_t)get32((const uint8_t *)from + 4) << 32;
}

static inline void put32(void *to, uint32_t value)
{
	*(volatile uint32_t *)to = value;
}

void copy(void *to, const void *from, uint32_t count);
void fill(void *to, uint8_t value, uint32_t count);
int equal(const void *a, const void *b, uint32_t count);
uint8_t sum(const void *from, uint32_t count);
uint32_t crc32(const void *from, uint32_t count);

/* Does the word at this address keep what is written? It is put back. */
int is_ram(uint32_t address);

/*
 * May this be read? Not 0, below 4 GiB, and not where devices answer; where there
 * is a memory map it must name the place, as whatever type.
 */
int is_readable(uint64_t address, uint64_t size);

/* Bytes before the NUL; -1 without one in readable memory, or in the first 16 MiB. */
int32_t string_length(uint64_t address);

#endif
