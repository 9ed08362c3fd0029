// SPDX-License-Identifier: GPL-2.0-or-later
/* Reading files whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "file.h"
#include "large.h"

#define PIECE ((size_t)1 << 20)

static bool too_large(const char *path, struct fault *why)
{
	return fault(why, "%s: it has more than %zu bytes", path, FILE_READ_MAX);
}

/* One piece more, in memory that grows; how many bytes it was, or -1 with errno. */
static ssize_t read_piece(int from, struct file *file, size_t *room)
{
	uint8_t *data;
	ssize_t got;

	if (*room - file->size < PIECE) {
		*room = *room * 2 > file->size + PIECE ? *room * 2 : file->size + PIECE;
		data = realloc((void *)file->data, *room);
		if (!data)
			return -1;
		file->data = data;
	}
	data = (uint8_t *)file->data;
	do
		got = read(from, data + file->size, PIECE);
	while (got < 0 && errno == EINTR);
	file->size += got > 0 ? (size_t)got : 0;
	return got;
}

/* Fill up to `wanted` bytes, or to the end. False with errno. */
static bool read_up_to(int from, struct file *file, size_t *room, size_t wanted)
{
	ssize_t got = 1;

	while (got > 0 && file->size < wanted)
		got = read_piece(from, file, room);
	return got >= 0;
}

static bool read_checked(int from, const char *path, file_check *check_start, struct file *file,
			 struct fault *why)
{
	struct fault about;
	size_t room = S_ISREG(file->status.st_mode) ? (size_t)file->status.st_size + PIECE + 1 : 0;

	if (S_ISREG(file->status.st_mode) && (uint64_t)file->status.st_size > FILE_READ_MAX)
		return too_large(path, why);
	if (room && !(file->data = large_alloc(room)))
		return fault_errno(why, "read", path);
	if (!read_up_to(from, file, &room, PIECE))
		return fault_errno(why, "read", path);
	if (check_start && !check_start(file->data, file->size, &about))
		return fault(why, "%s: %s", path, about.why);
	if (!read_up_to(from, file, &room, FILE_READ_MAX + 1))
		return fault_errno(why, "read", path);
	return file->size <= FILE_READ_MAX || too_large(path, why);
}

bool file_read(const char *path, file_check *check_start, struct file *file, struct fault *why)
{
	int from = open(path, O_RDONLY | O_CLOEXEC);
	bool done;

	*file = (struct file){ 0 };
	if (from < 0)
		return fault_errno(why, "read", path);
	done = !fstat(from, &file->status) ? read_checked(from, path, check_start, file, why)
					   : fault_errno(why, "read", path);
	close(from);
	if (!done)
		file_free(file);
	return done;
}

void file_free(struct file *file)
{
	free((void *)file->data);
	*file = (struct file){ 0 };
}

/* A pipe is neither waited for nor read from. */
bool file_map(const char *path, struct file *file, struct fault *why)
{
	int from = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	void *data = (void *)"";

	*file = (struct file){ 0 };
	if (from < 0)
		return fault_errno(why, "read", path);
	if (!fstat(from, &file->status) && S_ISREG(file->status.st_mode) && file->status.st_size)
		data = mmap(NULL, (size_t)file->status.st_size, PROT_READ, MAP_PRIVATE, from, 0);
	close(from);
	if (data == MAP_FAILED)
		return fault_errno(why, "read", path);
	if (S_ISREG(file->status.st_mode)) {
		file->data = data;
		file->size = (size_t)file->status.st_size;
	}
	return true;
}

void file_unmap(struct file *file)
{
	if (file->size)
		munmap((void *)file->data, file->size);
	*file = (struct file){ 0 };
}

bool file_is_readable(const char *path, struct fault *why)
{
	struct stat status;

	if (stat(path, &status))
		return fault_errno(why, "read", path);
	errno = EISDIR;
	if (S_ISDIR(status.st_mode) || access(path, R_OK))
		return fault_errno(why, "read", path);
	return true;
}

bool file_is_device(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}
