// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-extract -o: the vmlinux in a file. */
#include <stdlib.h>
#include <sys/stat.h>
#include "extract.h"
#include "memory.h"
#include "message.h"
#include "pack.h"
#include "vmlinux_kaslr.h"

/* What is going to be written. */
struct output {
	uint8_t *data;
	size_t size;
	struct elf_file elf;
};

static void die_about(const struct arguments *arguments, const struct fault *why)
{
	die("%s: %s", arguments->vmlinuz, why->why);
}

static struct kaslr_guest read_guest(const struct arguments *arguments)
{
	struct kaslr_guest guest = { .memory = memory_size(arguments->memory) };
	struct stat status;
	struct fault why;

	if (!guest.memory)
		die("-m %s: not a memory size", arguments->memory);
	if (!arguments->initrd)
		return guest;
	if (stat(arguments->initrd, &status)) {
		fault_errno(&why, "read", arguments->initrd);
		die("%s", why.why);
	}
	if (!S_ISREG(status.st_mode))
		die("%s: an initrd must be a regular file", arguments->initrd);
	guest.initrd = (uint64_t)status.st_size;
	return guest;
}

static void move(const struct vmlinux *v, const struct output *output,
		 const struct arguments *arguments)
{
	const struct kaslr_guest guest = read_guest(arguments);
	struct fault why;
	uint64_t places =
		vmlinux_move(v, &output->elf, output->data, &guest, arguments->kaslr, &why);

	if (!places)
		die("%s: it cannot be moved: %s", arguments->vmlinuz, why.why);
	if (places == 1)
		warn("%s: not moved, -m %s has no room for another place", arguments->vmlinuz,
		     arguments->memory);
	else if (*arguments->kaslr)
		warn("--kaslr=%s: the number determines the place: for tests only",
		     arguments->kaslr);
}

/* Moved once it cannot be moved again: without the relocations. */
static void take_as_it_is(const struct vmlinux *v, bool is_moved, struct output *output)
{
	output->data = (uint8_t *)v->data;
	output->size = is_moved && v->elf.end ? (size_t)v->elf.end : v->size;
	output->elf = v->elf;
}

static void take_packed(const struct vmlinux *v, const struct arguments *arguments,
			struct output *output)
{
	struct kaslr_relocs relocs;
	struct kaslr_kernel kernel;
	struct fault why;
	bool can_move = vmlinux_can_move(v, &relocs, &kernel, &why);

	output->data = pack(&v->elf, can_move ? &relocs : NULL, &output->size, &why);
	if (!output->data || !elf_read(&output->elf, output->data, output->size, &why))
		die_about(arguments, &why);
}

void extract_to_file(const struct vmlinux *v, const struct arguments *arguments)
{
	struct output output;
	struct fault why;

	if (arguments->packed)
		take_packed(v, arguments, &output);
	else
		take_as_it_is(v, arguments->kaslr, &output);
	if (arguments->kaslr)
		move(v, &output, arguments);
	if (!file_write(arguments->output, output.data, output.size, &why))
		die("%s", why.why);
	if (arguments->packed)
		free(output.data);
}
