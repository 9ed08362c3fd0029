// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "kaslr_boot.h"
#include "kaslr_memfd.h"
#include "kaslr_pick.h"
#include "machine.h"
#include "memory.h"
#include "words.h"

/* Whether the command line has such a word, as Linux takes it apart; one that ends in "=" may have
 * anything behind. */
static bool has_word(const char *line, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(line, word); at; at = strstr(at + 1, word))
		if ((at == line || (unsigned char)at[-1] <= ' ') &&
		    (word[length - 1] == '=' || (unsigned char)at[length] <= ' '))
			return true;
	return false;
}

static const char *why_unwanted(const struct kaslr_boot *boot)
{
	const char *wanted = getenv("PVH_KASLR");

	if (wanted && !strcmp(wanted, "off"))
		return "PVH_KASLR=off";
	if (has_word(boot->append, "nokaslr"))
		return "its command line has nokaslr";
	if (has_word(boot->append, "mem=") || has_word(boot->append, "memmap="))
		return "its command line changes the memory map";
	return NULL;
}

/* Memory that is not where -m puts it. A memory-backend is as large as -m, or QEMU refuses it. */
static bool has_own_memory(const char *machine)
{
	return strstr(machine, "max-ram-below-4g") || strstr(machine, "memory-encryption");
}

static const char *why_not_this_machine(const struct kaslr_boot *boot)
{
	const char *own = "the machine's memory is not described by -m alone";

	if (has_own_memory(boot->machine))
		return own;
	for (int i = 0; i < boot->own->count; i++) {
		const struct qemu_option *option = boot->own->options + i;

		if (option_is(option, "fw_cfg") && strstr(option->value, "opt/pvh/"))
			return "more files are passed to the ROM";
		if (option_is(option, "M machine") && has_own_memory(option->value))
			return own;
		if (option_is(option, "device") && machine_is(option->value, "loader"))
			return "QEMU loads another file into memory";
	}
	return NULL;
}

static bool read_guest(struct kaslr_guest *guest, const struct kaslr_boot *boot, struct fault *why)
{
	struct stat status;

	*guest = (struct kaslr_guest){ .memory = memory_size(boot->memory) };
	if (!guest->memory)
		return fault(why, "-m does not give the size of its memory");
	if (!boot->initrd)
		return true;
	if (stat(boot->initrd, &status) || !S_ISREG(status.st_mode))
		return fault(why, "its initrd is not a regular file");
	guest->initrd = (uint64_t)status.st_size;
	return true;
}

/* How many places there are, and how far it is to the one that was chosen. */
static uint64_t choose(const struct kernel *kernel, const struct kaslr_boot *boot,
		       uint32_t *distance, struct fault *why)
{
	const struct kaslr_header header = { kernel->kernel_alignment, kernel->init_size,
					     kernel->pref_address };
	struct kaslr_kernel moved;
	struct kaslr_guest guest;
	uint64_t places;

	if (!kaslr_kernel_read(&moved, &kernel->elf, &header, why) ||
	    !read_guest(&guest, boot, why))
		return 0;
	places = kaslr_places(&moved, &guest);
	return kaslr_pick(&moved, places, NULL, distance, why) ? places : 0;
}

struct relocs {
	const uint8_t *bytes;
	size_t size; /* 0 without any */
};

/* Behind the last segment of a kernel that did not get into the cache (cache.h). */
static struct relocs relocs_behind(const struct elf_file *elf)
{
	uint64_t end = 0;

	for (unsigned int i = 0; i < elf->count; i++) {
		const struct elf_segment *s = elf->segments + i;

		end = s->offset + s->filesz > end ? s->offset + s->filesz : end;
	}
	return (struct relocs){ elf->data + end, elf->size - (size_t)end };
}

/* Mapped until QEMU takes the place of this program. */
static struct relocs find_relocs(const struct kernel *kernel)
{
	struct relocs relocs = { NULL, 0 };
	struct stat status;

	if (kernel->relocs < 0)
		return relocs_behind(&kernel->elf);
	if (fstat(kernel->relocs, &status) || status.st_size <= 0)
		return relocs;
	relocs.bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE,
			    kernel->relocs, 0);
	if (relocs.bytes != MAP_FAILED)
		relocs.size = (size_t)status.st_size;
	return relocs;
}

static int copy(const struct kernel *kernel, uint32_t distance, struct fault *why)
{
	const struct relocs relocs = find_relocs(kernel);
	int from = relocs.size ? open(kernel->path, O_RDONLY | O_CLOEXEC) : -1;
	int copied;

	if (from < 0) {
		fault(why, "it cannot be moved (pvh-extract says why)");
		return -1;
	}
	copied = kaslr_memfd(from, &kernel->elf, relocs.bytes, relocs.size, distance, why);
	close(from);
	return copied;
}

static const char *without(const char *why)
{
	return format("without KASLR: %s", why);
}

const char *kaslr_boot(struct kernel *kernel, const struct kaslr_boot *boot)
{
	const char *unwanted = why_unwanted(boot);
	struct fault why;
	uint32_t distance;
	uint64_t places;
	int copied;

	if (!unwanted && !kernel->is_bzimage)
		unwanted = "its relocations are in a vmlinuz only";
	if (!unwanted)
		unwanted = why_not_this_machine(boot);
	if (unwanted)
		return without(unwanted);
	places = choose(kernel, boot, &distance, &why);
	if (!places)
		return without(why.why);
	if (places == 1)
		return without("the guest's memory has no other place for it");
	copied = copy(kernel, distance, &why);
	if (copied < 0)
		return without(why.why);
	kernel->path = format("/proc/self/fd/%d", copied);
	return format("with KASLR, at one of %llu places", (unsigned long long)places);
}
