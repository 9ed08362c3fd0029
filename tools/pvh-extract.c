// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-extract: the vmlinux in a vmlinuz, checked for a PVH entry point. */
#include "extract.h"
#include "message.h"
#include "temporary.h"
#include "vmlinux.h"
#include "vmlinux_kaslr.h"

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
	struct kaslr_relocs relocs;
	struct kaslr_kernel kernel;
	struct fault why;

	print("%s: %s vmlinux of %zu bytes, %s, ", path, elf_machine_name(&v->elf), v->size,
	      compression_name(v->compression));
	if (v->notes.has_entry)
		print("PVH entry at 0x%llx\n", (unsigned long long)v->notes.entry);
	else
		print("no PVH entry\n");
	if (vmlinux_can_move(v, &relocs, &kernel, &why))
		print("%s: it can be moved (KASLR)\n", path);
	else
		print("%s: it cannot be moved (KASLR): %s\n", path, why.why);
}

static void extract(const struct arguments *arguments)
{
	struct vmlinux v;

	vmlinux_load(&v, arguments->vmlinuz, arguments->any);
	if (arguments->output)
		extract_to_file(&v, arguments);
	else
		describe(&v, arguments->vmlinuz);
}

static void check(const struct arguments *arguments)
{
	if (arguments->packed && !arguments->output && !arguments->cached)
		options_error(&options, "--packed needs -o");
	if (arguments->system && !arguments->cached)
		options_error(&options, "--system needs --cached");
	if (arguments->kaslr && (!arguments->output || !arguments->memory || arguments->cached))
		options_error(&options, "--kaslr needs -o and -m, without --cached");
}

int main(int argc, char **argv)
{
	struct arguments arguments = { 0 };

	message_start(argv[0]);
	exit_cleanly();
	options_read(&options, &arguments, argv + 1, argc > 0 ? (size_t)argc - 1 : 0);
	check(&arguments);
	if (arguments.cached)
		extract_cached(&arguments);
	else
		extract(&arguments);
	return 0;
}
