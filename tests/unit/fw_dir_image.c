// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "fw_dir_image.h"
#include "standin.h"

void fw_dir_image_start(struct fw_dir_image *image)
{
	memset(image, 0, sizeof(*image));
}

void fw_dir_image_add(struct fw_dir_image *image, const char *name, uint16_t key, uint32_t size)
{
	uint32_t n = __builtin_bswap32(image->count);
	struct fw_dir_entry *e = image->entry + n;

	if (n == FW_DIR_IMAGE_MAX || strlen(name) > sizeof(e->name))
		standin_fail("the directory does not take %s", name);
	image->count = __builtin_bswap32(n + 1);
	e->size = __builtin_bswap32(size);
	e->select = __builtin_bswap16(key);
	memcpy(e->name, name, strnlen(name, sizeof(e->name)));
}

uint32_t fw_dir_image_size(const struct fw_dir_image *image)
{
	return 4 + __builtin_bswap32(image->count) * sizeof(image->entry[0]);
}
