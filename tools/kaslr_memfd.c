// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "file.h"
#include "kaslr_memfd.h"
#include "kaslr_move.h"
#include "large.h"

#ifndef MFD_NOEXEC_SEAL /* Linux 6.3 */
#define MFD_NOEXEC_SEAL 8u
#endif

#define SEALS (F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL)
/* The part that is in the processor's own caches while it is read, moved and written. */
#define PART ((size_t)256 << 10)

static int create(void)
{
	int memory = memfd_create("vmlinux", MFD_CLOEXEC | MFD_NOEXEC_SEAL);

	return memory >= 0 || errno != EINVAL
		       ? memory
		       : memfd_create("vmlinux", MFD_CLOEXEC | MFD_ALLOW_SEALING);
}

static bool failed(struct fault *why)
{
	return fault(why, "no copy of it can be made: %s", strerror(errno));
}

/* As much of the next part as there is, or -1. */
static ssize_t read_part(int from, uint8_t *part, size_t size, uint64_t offset)
{
	size_t done = 0;

	while (done < size) {
		ssize_t more = pread(from, part + done, size - done, (off_t)(offset + done));

		if (more < 0 && errno == EINTR)
			continue;
		if (more < 0)
			return -1;
		if (!more)
			break;
		done += (size_t)more;
	}
	return (ssize_t)done;
}

static bool copy_parts(int memory, int from, struct kaslr_move *move, uint8_t *part)
{
	ssize_t size;

	while ((size = read_part(from, part, PART, move->done)) > 0)
		if (!write_all(memory, part, kaslr_move_part(move, part, (size_t)size)))
			return false;
	return !size;
}

static bool copy_moved(int memory, int from, struct kaslr_move *move, struct fault *why)
{
	/* One fault takes a huge page. Of small pages only those that the part needs are taken. */
	uint8_t *part = large_alloc(LARGE_MIN);
	bool is_copied = part && copy_parts(memory, from, move, part);

	if (!is_copied)
		failed(why);
	free(part);
	return is_copied && kaslr_move_is_complete(move, why);
}

/*
 * Opened anew, for reading only, by the name that QEMU is given: where a sandbox does not let this
 * process do that, QEMU could not either.
 */
static int reopen(int memory, struct fault *why)
{
	char path[32];
	int file;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", memory);
	file = open(path, O_RDONLY);
	if (file < 0)
		fault_errno(why, "read", path);
	return file;
}

int kaslr_memfd(int from, const struct elf_file *elf, const uint8_t *relocs, size_t size,
		uint32_t distance, struct fault *why)
{
	static struct kaslr_move move;
	int memory, file = -1;

	if (!kaslr_move_start(&move, elf, relocs, size, distance, why))
		return -1;
	memory = create();
	if (memory < 0)
		failed(why);
	else if (copy_moved(memory, from, &move, why)) {
		if (fcntl(memory, F_ADD_SEALS, SEALS))
			failed(why);
		else
			file = reopen(memory, why);
	}
	if (memory >= 0)
		close(memory);
	return file;
}
