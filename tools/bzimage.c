// SPDX-License-Identifier: GPL-2.0-or-later
/* The setup header; the offsets are boot.rst's. */
#include <string.h>
#include "bytes.h"
#include "bzimage.h"
#include "elf_file.h"

#define SECTOR 512
#define SETUP_SECTORS 0x1f1
#define BOOT_FLAG 0x1fe
#define HEADER 0x202
#define PROTOCOL 0x206
#define KERNEL_VERSION 0x20e /* where it is, less 0x200 */
#define KERNEL_ALIGNMENT 0x230
#define RELOCATABLE 0x234
#define CMDLINE_SIZE 0x238
#define PAYLOAD 0x248 /* offset behind the setup, and length */
#define PREF_ADDRESS 0x258
#define INIT_SIZE 0x260
#define OLDEST_PROTOCOL 0x208 /* the first with a payload */
#define PREF_ADDRESS_PROTOCOL 0x20a

bool bzimage_is(const uint8_t *data, size_t size)
{
	return size >= HEADER + 4 && get16(data + BOOT_FLAG) == 0xaa55 &&
	       !memcmp(data + HEADER, "HdrS", 4);
}

bool kernel_check_start(const uint8_t *data, size_t size, struct fault *why)
{
	return elf_is(data, size) || bzimage_is(data, size) ||
	       fault(why, "it is neither a bzImage nor an ELF file");
}

static void take_version(struct bzimage *image, const uint8_t *data, size_t size)
{
	size_t at = 0x200 + (size_t)get16(data + KERNEL_VERSION);
	size_t length = sizeof(image->version) - 1;

	if (at == 0x200 || at >= size)
		return;
	memcpy(image->version, data + at, length < size - at ? length : size - at);
	for (char *c = image->version; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = 0;
}

static void take_fields(struct bzimage *image, const uint8_t *data)
{
	unsigned int sectors = data[SETUP_SECTORS] ? data[SETUP_SECTORS] : 4;
	uint64_t payload = get32(data + PAYLOAD) + (uint64_t)(sectors + 1) * SECTOR;

	image->payload_offset = payload;
	image->payload_length = get32(data + PAYLOAD + 4);
	image->kernel_alignment = get32(data + KERNEL_ALIGNMENT);
	image->is_relocatable = data[RELOCATABLE];
	image->cmdline_size = get32(data + CMDLINE_SIZE);
	if (image->protocol >= PREF_ADDRESS_PROTOCOL) {
		image->pref_address = get64(data + PREF_ADDRESS);
		image->init_size = get32(data + INIT_SIZE);
	}
}

static bool is_cut(size_t at, size_t size, struct fault *why)
{
	return fault(why, "the setup header at 0x%zx reaches past its end (0x%zx bytes)", at, size);
}

bool bzimage_read(struct bzimage *image, const uint8_t *data, size_t size, struct fault *why)
{
	memset(image, 0, sizeof(*image));
	if (size < PROTOCOL + 2)
		return is_cut(PROTOCOL, size, why);
	image->protocol = get16(data + PROTOCOL);
	if (image->protocol < OLDEST_PROTOCOL)
		return fault(why, "its boot protocol %u.%02u is older than 2.08",
			     image->protocol >> 8, image->protocol & 255);
	if (size < (image->protocol < PREF_ADDRESS_PROTOCOL ? PAYLOAD + 8 : INIT_SIZE + 4))
		return is_cut(PAYLOAD, size, why);
	take_fields(image, data);
	take_version(image, data, size);
	return true;
}

bool bzimage_payload_is_there(const struct bzimage *image, uint64_t size, struct fault *why)
{
	uint64_t end = image->payload_offset + image->payload_length;

	if (end > size)
		return fault(why, "it is cut short: its vmlinux should end at byte %llu of %llu",
			     (unsigned long long)end, (unsigned long long)size);
	return true;
}
