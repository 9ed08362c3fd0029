// SPDX-License-Identifier: GPL-2.0-or-later
/* The guest's memory: 4 GiB of address space, of which only what is touched costs anything. */
#include <stddef.h>
#include <sys/mman.h>
#include "layout.h"
#include "machine/phys.h"
#include "stage.h"
#include "standin.h"

#define GUEST_SIZE 0x100000000ULL

/* Any bytes that are told from zeros. */
const uint8_t stage_gdt[GDT_SIZE] = "the descriptor table of the stage, forty-eight.";

static uint8_t *memory;

/* Behind its 4 GiB there are as many that nobody may touch: no 32-bit index leads past those. */
static uint8_t *map_memory(void)
{
	const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
	uint8_t *p = mmap(NULL, 2 * GUEST_SIZE, PROT_NONE, flags, -1, 0);

	if (p == MAP_FAILED || mprotect(p, GUEST_SIZE, PROT_READ | PROT_WRITE))
		standin_fail("no 8 GiB of address space");
	return p;
}

uint8_t *guest(uint32_t address)
{
	if (!memory)
		memory = map_memory();
	return memory + address;
}

void *phys(uint32_t address)
{
	return guest(address);
}

void guest_reset(void)
{
	if (madvise(guest(0), GUEST_SIZE, MADV_DONTNEED))
		standin_fail("the guest's memory cannot be cleared");
}

int64_t guest_address(const void *p)
{
	uint64_t distance = (uintptr_t)p - (uintptr_t)guest(0);

	return distance < GUEST_SIZE ? (int64_t)distance : -1;
}
