// SPDX-License-Identifier: GPL-2.0-or-later
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "kaslr_pick.h"

#define PAGE 4096

bool kaslr_kernel_read(struct kaslr_kernel *kernel, const struct elf_file *elf,
		       const struct kaslr_header *header, struct fault *why)
{
	struct elf_span span = elf_span(elf);
	uint64_t alignment = header->kernel_alignment, size = span.end - span.start;

	if (alignment < PAGE || alignment & (alignment - 1))
		return fault(why, "its kernel_alignment of 0x%x is not a power of 2, 4096 or more",
			     header->kernel_alignment);
	if (span.start != header->pref_address)
		return fault(why, "it begins at 0x%llx, its pref_address is 0x%llx",
			     (unsigned long long)span.start,
			     (unsigned long long)header->pref_address);
	*kernel = (struct kaslr_kernel){ elf->is64, alignment, span.start,
					 size > header->init_size ? size : header->init_size };
	return true;
}

static bool read_seed(const char *seed, uint64_t *number, struct fault *why)
{
	char *end;

	errno = 0;
	*number = strtoull(seed, &end, 0);
	return (isdigit((unsigned char)*seed) && !*end && !errno) ||
	       fault(why, "%s is not a 64-bit number", seed);
}

static bool read_random(uint64_t *number, struct fault *why)
{
	ssize_t size;

	do
		size = getrandom(number, sizeof(*number), 0);
	while (size < 0 && errno == EINTR);
	return size == sizeof(*number) ||
	       fault(why, "cannot get random numbers: %s", strerror(errno));
}

bool kaslr_pick(const struct kaslr_kernel *kernel, uint64_t places, const char *seed,
		uint32_t *distance, struct fault *why)
{
	uint64_t number, which;

	do
		if (seed ? !read_seed(seed, &number, why) : !read_random(&number, why))
			return false;
	while (!kaslr_choose(number, places, &which) && !seed);
	*distance = (uint32_t)(which * kernel->alignment);
	return true;
}
