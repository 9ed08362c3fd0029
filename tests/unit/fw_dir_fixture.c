// SPDX-License-Identifier: GPL-2.0-or-later
#include <string.h>
#include "unit.h"
#include "fw_dir_fixture.h"

struct fw_dir_image directory;
struct fw_dir found;

static struct fw_dir_window window;

int fw_dir_setup(void **state)
{
	(void)state;
	fake_reset();
	fw_dir_image_start(&directory);
	memset(&found, 0, sizeof(found));
	memset(&window, 0xff, sizeof(window));
	return 0;
}

void add_file(const char *name, uint16_t key, uint32_t size)
{
	fw_dir_image_add(&directory, name, key, size);
}

bool read_as_it_is(void)
{
	return fw_dir_read(&found, &window, ROM_SIZE);
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
	static const struct fw_dir nothing;

	assert_memory_equal(&found, &nothing, sizeof(found));
}
