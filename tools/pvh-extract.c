// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-extract: the vmlinux in a vmlinuz, checked for a PVH entry point. */
#include <stdlib.h>
#include "extract.h"
#include "message.h"
#include "pack.h"
#include "temporary.h"
#include "vmlinux.h"

static const struct option table[] = {
#define OPTIONS_ROWS struct arguments
#include "options_def.h"
#include "pvh-extract.def"
};

static const struct options options = {
#define OPTIONS_PROGRAM table
#include "options_def.h"
#include "pvh-extract.def"
};

static void describe(const struct vmlinux *v, const char *path)
{
	print("%s: %s vmlinux of %zu bytes, %s, ", path, elf_machine_name(&v->elf), v->size,
	      compression_name(v->compression));
	if (v->notes.has_entry)
		print("PVH entry at 0x%llx\n", (unsigned long long)v->notes.entry);
	else
		print("no PVH entry\n");
}

static void write_packed(const struct vmlinux *v, const struct arguments *arguments)
{
	struct fault why;
	size_t size;
	uint8_t *packed = pack(&v->elf, &size, &why);

	if (!packed)
		die("%s: %s", arguments->vmlinuz, why.why);
	if (!file_write(arguments->output, packed, size, &why))
		die("%s", why.why);
	free(packed);
}

static void extract(const struct arguments *arguments)
{
	struct vmlinux v;
	struct fault why;

	vmlinux_load(&v, arguments->vmlinuz, arguments->any);
	if (!arguments->output)
		describe(&v, arguments->vmlinuz);
	else if (arguments->packed)
		write_packed(&v, arguments);
	else if (!file_write(arguments->output, v.data, v.size, &why))
		die("%s", why.why);
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 0 };

	message_start(argv[0]);
	exit_cleanly();
	options_read(&options, &arguments, argv + 1, argc > 0 ? (size_t)argc - 1 : 0);
	if (arguments.packed && !arguments.output && !arguments.cached)
		options_error(&options, "--packed needs -o");
	if (arguments.system && !arguments.cached)
		options_error(&options, "--system needs --cached");
	if (arguments.cached)
		extract_cached(&arguments);
	else
		extract(&arguments);
	return 0;
}
