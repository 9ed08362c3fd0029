// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "bytes.h"
#include "fuzz.h"
#include "kaslr_image.h"

static struct image image;

static void give(void (*use)(const void *data, size_t size))
{
	static uint8_t seed[4 + sizeof(image.bytes)];

	put32(seed, IMAGE_END);
	memcpy(seed + 4, image.bytes, image.size);
	use(seed, 4 + image.size);
}

void each_seed(void (*use)(const void *data, size_t size))
{
	use("", 0);
	image_good(&image, true);
	give(use);
	image_good(&image, false);
	give(use);
	image_start(&image, true);
	image.has_decreased = false;
	image_fill(&image);
	image_finish(&image);
	give(use);
	for (uint32_t list = 0; list < LISTS; list++) {
		image_good(&image, true);
		image.places[list][2] ^= 0xffffffff;
		image_finish(&image);
		give(use);
	}
}
