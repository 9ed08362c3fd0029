// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-extract --cached: from the cache, or into it. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "cache_store.h"
#include "extract.h"
#include "message.h"
#include "pack.h"
#include "vmlinux.h"
#include "vmlinux_kaslr.h"

/* What lies in the cache may have come there by --any. */
static void check_found(const char *found, const struct arguments *arguments)
{
	struct elf_file elf;
	struct elf_notes notes;
	struct file file;
	struct fault why;

	if (!file_map(found, &file, &why))
		die("%s", why.why);
	if (!elf_read(&elf, file.data, file.size, &why) || !elf_read_notes(&elf, &notes, &why))
		die("%s: %s", found, why.why);
	if (!arguments->any)
		vmlinux_check_entry(&notes, arguments->vmlinuz);
	file_unmap(&file);
}

static bool find(const struct arguments *arguments)
{
	struct stat status;
	struct cache_entry entry;

	if (stat(arguments->vmlinuz, &status) || access(arguments->vmlinuz, R_OK))
		return false;
	if (!(arguments->system ? cache_find_system(&status, &entry) : cache_find(&status, &entry)))
		return false;
	check_found(entry.path, arguments);
	print("%s\n", entry.path);
	cache_close(&entry);
	return true;
}

/* So that all users can rely on what is made now. */
static void wait_until_old(const char *path)
{
	struct stat status;
	struct timespec now, rest = { .tv_sec = CACHE_YOUNG };

	clock_gettime(CLOCK_REALTIME, &now);
	if (!stat(path, &status) && S_ISREG(status.st_mode) &&
	    now.tv_sec - status.st_ctim.tv_sec <= CACHE_YOUNG)
		nanosleep(&rest, NULL);
}

static bool has_changed(const struct vmlinux *v, const char *path)
{
	struct stat status;
	char before[CACHE_KEY_SIZE], after[CACHE_KEY_SIZE];

	cache_key(&v->source.status, false, before);
	if (!S_ISREG(v->source.status.st_mode))
		return false;
	if (stat(path, &status))
		return true;
	cache_key(&status, false, after);
	return strcmp(before, after) != 0;
}

/* The relocations behind the kernel: there is one name only. */
static bool write_both(const char *path, const struct cache_content *content, struct fault *why)
{
	uint8_t *both = allocate(content->kernel_size + content->relocs_size);
	bool is_written;

	memcpy(both, content->kernel, content->kernel_size);
	if (content->relocs_size)
		memcpy(both + content->kernel_size, content->relocs, content->relocs_size);
	is_written = file_write(path, both, content->kernel_size + content->relocs_size, why);
	free(both);
	return is_written;
}

/* In the cache, else at OUT. */
static void store(const struct vmlinux *v, const struct arguments *arguments,
		  const struct cache_content *content)
{
	char path[PATH_MAX];
	struct fault why, why_not_out;

	if (has_changed(v, arguments->vmlinuz))
		die("%s: it has changed while it was read", arguments->vmlinuz);
	if (cache_store(arguments->system, arguments->vmlinuz, &v->source.status, content, path,
			&why)) {
		print("%s\n", path);
		return;
	}
	if (!arguments->output)
		die("%s: %s", arguments->vmlinuz, why.why);
	warn("%s: %s", arguments->vmlinuz, why.why);
	if (!write_both(arguments->output, content, &why_not_out))
		die("%s", why_not_out.why);
	print("%s\n", arguments->output);
}

static void make(const struct vmlinux *v, const struct arguments *arguments)
{
	struct cache_content content = { .read = v->read };
	struct kaslr_relocs relocs;
	struct kaslr_kernel kernel;
	struct fault why;
	bool can_move = vmlinux_can_move(v, &relocs, &kernel, &why);
	uint8_t *packed = pack(&v->elf, can_move ? &relocs : NULL, &content.kernel_size, &why);

	if (!packed)
		die("%s: %s", arguments->vmlinuz, why.why);
	content.kernel = packed;
	if (can_move)
		content.relocs = vmlinux_relocs(v, &content.relocs_size);
	store(v, arguments, &content);
	free(packed);
}

void extract_cached(const struct arguments *arguments)
{
	struct vmlinux v;

	if (find(arguments))
		return;
	if (arguments->system)
		wait_until_old(arguments->vmlinuz);
	vmlinux_load(&v, arguments->vmlinuz, arguments->any);
	if (!v.is_bzimage && S_ISREG(v.source.status.st_mode))
		print("%s\n", arguments->vmlinuz);
	else
		make(&v, arguments);
}
