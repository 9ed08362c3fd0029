// SPDX-License-Identifier: GPL-2.0-or-later
/* fw_cfg.c without DMA, and without fw_cfg. */
#include <string.h>
#include "unit.h"
#include "fw_cfg/fw_cfg.h"
#include "fw_cfg_device.h"

static uint8_t got[8];

static int new_device(void **state)
{
	(void)state;
	device = (struct fw_cfg_device){ .is_there = true };
	memset(got, 0xee, sizeof(got));
	return 0;
}

TEST_AFTER(new_device, by_ports)
{
	fw_cfg_read(ITEM_KEY, 3, got, 4);
	assert_memory_equal(got, item_bytes + 3, 4);
	assert_int_equal(got[4], 0xee);
	assert_int_equal(device.bytes, 7);
	assert_true(fw_cfg_is_there());
}

TEST_AFTER(new_device, in_a_row)
{
	fw_cfg_read(ITEM_KEY, 0, got, 4);
	fw_cfg_read(ITEM_KEY, 4, got, 4);
	assert_memory_equal(got, item_bytes + 4, 4);
	assert_int_equal(device.bytes, 8);
	fw_cfg_read(ITEM_KEY, 0, got, 4);
	assert_memory_equal(got, item_bytes, 4);
}

/* It selects another item. */
TEST_AFTER(new_device, after_nographic)
{
	fw_cfg_read(ITEM_KEY, 0, got, 4);
	assert_false(fw_cfg_is_nographic());
	fw_cfg_read(ITEM_KEY, 4, got, 4);
	assert_memory_equal(got, item_bytes + 4, 4);
}

TEST_AFTER(new_device, no_fw_cfg)
{
	device.is_there = false;
	fw_cfg_read(ITEM_KEY, 0, got, 4);
	assert_false(fw_cfg_is_there());
}
