// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdbool.h>
#include <string.h>
#include "bytes.h"
#include "kaslr_move.h"

/* A part of the file: bytes [start, end). */
struct part {
	uint8_t *bytes;
	uint64_t start, end;
};

bool kaslr_move_start(struct kaslr_move *move, const struct elf_file *elf, const uint8_t *relocs,
		      size_t size, uint32_t distance, struct fault *why)
{
	memset(move, 0, sizeof(*move));
	move->distance = distance;
	if (!kaslr_relocs_read(&move->relocs, elf, relocs, size, why))
		return false;
	for (unsigned int i = 0; i < move->relocs.count; i++)
		move->cursors[i] = (struct kaslr_cursor){ .elf = elf, .base = move->relocs.base };
	return kaslr_headers_find(&move->headers, elf, move->relocs.base, why);
}

/* Add to a value that begins in the part; if it goes on behind it, end the part in front of it. */
static inline bool add(struct part *part, uint64_t at, unsigned int width, uint64_t distance)
{
	uint8_t *value = part->bytes + (at - part->start);

	if (part->end - at < width) {
		part->end = at;
		return false;
	}
	if (width == 8)
		put64(value, get64(value) + distance);
	else
		put32(value, get32(value) + (uint32_t)distance);
	return true;
}

static void move_headers(const struct kaslr_move *move, struct part *part)
{
	for (unsigned int i = 0; i < move->headers.count; i++) {
		const struct kaslr_field *field = move->headers.fields + i;

		if (field->offset >= part->start && field->offset < part->end)
			add(part, field->offset, field->width, move->distance);
	}
}

/* Ends for good at a place that lies in no segment, or in the file before those in front of it. */
static void move_list(struct kaslr_move *move, unsigned int i, struct part *part)
{
	struct kaslr_list *list = move->relocs.lists + i;
	const uint8_t *word = list->words, *end = word + 4 * list->count;
	uint64_t distance = list->is_decreased ? -(uint64_t)move->distance : move->distance, at;

	for (; word < end; word += 4) {
		at = (uint64_t)kaslr_find(move->cursors + i, get32(word), list->width);
		if (at < part->start || at >= part->end || !add(part, at, list->width, distance))
			break;
	}
	list->words = word;
	list->count = (size_t)(end - word) / 4;
}

size_t kaslr_move_part(struct kaslr_move *move, uint8_t *bytes, size_t size)
{
	struct part part = { bytes, move->done, move->done + size };

	move_headers(move, &part);
	for (unsigned int i = 0; i < move->relocs.count; i++)
		move_list(move, i, &part);
	move->done = part.end;
	return (size_t)(part.end - part.start);
}

bool kaslr_move_is_complete(const struct kaslr_move *move, struct fault *why)
{
	for (unsigned int i = 0; i < move->relocs.count; i++)
		if (move->relocs.lists[i].count)
			return fault(why,
				     "its relocation at 0x%x lies in no segment, or out of order",
				     get32(move->relocs.lists[i].words));
	return true;
}
