/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fw_cfg's directory as QEMU lays it out, made entry by entry. */
#ifndef FW_DIR_IMAGE_H
#define FW_DIR_IMAGE_H

#include "fw_cfg/directory.h"

#define FW_DIR_IMAGE_MAX 100

struct fw_dir_image {
	uint32_t count; /* be32 */
	struct fw_dir_entry entry[FW_DIR_IMAGE_MAX];
};

void fw_dir_image_start(struct fw_dir_image *image);
/* `name` may have all 56 characters, and then no NUL. */
void fw_dir_image_add(struct fw_dir_image *image, const char *name, uint16_t key, uint32_t size);
/* Of the item, in bytes. */
uint32_t fw_dir_image_size(const struct fw_dir_image *image);

#endif
