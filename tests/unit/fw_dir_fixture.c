// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "fw_dir_fixture.h"

struct fw_dir_image directory;
struct fw_dir found;

struct fw_dir_window window;

/* This ROM, as it lies in memory: 0x5a all over. */
uint8_t own_image[ROM_SIZE];

int fw_dir_setup(void **state)
{
	(void)state;
	fake_reset();
	fw_dir_image_start(&directory);
	memset(own_image, 0x5a, sizeof(own_image));
	memset(&found, 0, sizeof(found));
	found.image = own_image;
	found.image_size = ROM_SIZE;
	memset(&window, 0xff, sizeof(window));
	return 0;
}

void add_file(const char *name, uint16_t key, uint32_t size)
{
	fw_dir_image_add(&directory, name, key, size);
}

bool read_as_it_is(void)
{
	return fw_dir_read(&found, &window);
}

void read_dir(void)
{
	fake_item(FW_CFG_FILE_DIR, &directory, fw_dir_image_size(&directory));
	assert_true(read_as_it_is());
}

void assert_item(struct fw_item item, uint16_t key, uint32_t size)
{
	assert_int_equal(item.key, key);
	assert_int_equal(item.size, size);
}

void assert_nothing(void)
{
	const struct fw_dir nothing = { .image = own_image, .image_size = ROM_SIZE };
	struct fw_dir rest = found;

	rest.has_ours = rest.has_unknown = rest.has_other_vgaroms = false;
	assert_memory_equal(&rest, &nothing, sizeof(rest));
}
