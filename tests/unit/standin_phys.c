// SPDX-License-Identifier: GPL-2.0-or-later
/* The guest's memory: 4 GiB of address space, of which only what is touched costs anything. */
#include <stddef.h>
#include <sys/mman.h>
#include "layout.h"
#include "phys.h"
#include "standin.h"

#define GUEST_SIZE 0x100000000ULL

/* Any bytes that are told from zeros. */
const uint8_t stage_gdt[GDT_SIZE] = "the descriptor table of the stage, forty-eight.";

static uint8_t *memory;

uint8_t *guest(uint32_t address)
{
	if (!memory) {
		memory = mmap(NULL, GUEST_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
			      0);
		if (memory == MAP_FAILED)
			standin_fail("no 4 GiB of address space");
	}
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
