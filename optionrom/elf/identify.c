// SPDX-License-Identifier: GPL-2.0-or-later
#include "elf/identify.h"
#include <stddef.h>
#include "messages/errors.h"

#define SETUP_HEADER 0x202 /* Linux, Documentation/arch/x86/boot.rst */
#define SETUP_MAGIC 0x53726448 /* "HdrS" */

static uint32_t word_at(const struct elf_window *window, uint32_t offset)
{
	const uint8_t *p = window->headers + offset;

	return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The compression format that begins with these two bytes, or NULL. */
static const char *compression(uint16_t magic)
{
	static const struct {
		uint16_t magic;
		char name[6];
	} formats[] = {
		/* clang-format off */
		{ 0x8b1f, "gzip" }, /* RFC 1952 */
		{ 0xb528, "zstd" }, /* RFC 8878 */
		{ 0x37fd, "xz" },
		{ 0x5a42, "bzip2" },
		{ 0x2204, "lz4" },
		{ 0x2102, "lz4" }, /* its legacy frame, as kernels use it */
		/* clang-format on */
	};

	for (unsigned int i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (formats[i].magic == magic)
			return formats[i].name;
	return NULL;
}

/* The file's first four bytes as people can read them. */
static const char *first_characters(const struct elf_window *window)
{
	static char text[5];

	for (unsigned int i = 0; i < 4; i++) {
		uint8_t c = window->headers[i];

		text[i] = c >= ' ' && c <= '~' ? c : '.';
	}
	return text;
}

static _Noreturn void not_elf(const struct elf_window *window)
{
	uint32_t magic = word_at(window, 0);
	const char *name = compression(magic);

	if (name)
		refuse(BAD_COMPRESSED, name);
	if (word_at(window, SETUP_HEADER) == SETUP_MAGIC)
		refuse(BAD_BZIMAGE);
	refuse(NO_ELF, magic, first_characters(window));
}

/* One numeric field of the header against what it must be. */
static void expect(const char *field, uint32_t value, uint32_t wanted)
{
	if (value != wanted)
		refuse(BAD_ELF_FIELD, field, value, wanted);
}

/* The fields behind the identification stand at the same places in both classes. */
static void check_fields(const struct elf32_ehdr *e)
{
	bool is64 = e->e_ident.class == ELFCLASS64;

	if (e->e_ident.class != ELFCLASS32)
		expect("class", e->e_ident.class, ELFCLASS64);
	expect("byte order", e->e_ident.data, ELFDATA2LSB);
	if (e->e_type != ET_DYN)
		expect("type", e->e_type, ET_EXEC);
	/* An ELF64 file may say i386 as well: edk2's CLOUDHV.fd does. */
	if (e->e_machine != EM_386)
		expect("machine", e->e_machine, is64 ? EM_X86_64 : EM_386);
}

void elf_identify(const struct elf_window *window, uint32_t size)
{
	/* An ELF32 file with one program header is longer, too. */
	if (size < sizeof(window->ehdr64))
		refuse(BAD_FILE_SIZE, size);
	if (window->ident.magic != ELF_MAGIC)
		not_elf(window);
	check_fields(&window->ehdr32);
}
