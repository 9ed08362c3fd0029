// SPDX-License-Identifier: GPL-2.0-or-later
/* fw_cfg.c by DMA, which every one of these devices has. */
#include <string.h>
#include "unit.h"
#include "fw_cfg/fw_cfg.h"
#include "fw_cfg_device.h"

static uint8_t got[8]; /* below 4 GiB */

static int new_device(void **state)
{
	(void)state;
	device = (struct fw_cfg_device){ .is_there = true, .has_dma = true };
	memset(got, 0xee, sizeof(got));
	return 0;
}

static void check_read(uint32_t offset)
{
	fw_cfg_read(ITEM_KEY, offset, got, 4);
	assert_memory_equal(got, item_bytes + offset, 4);
	assert_int_equal(got[4], 0xee);
	assert_int_equal(device.bytes, 0);
}

/* First, while nothing is known of the device yet. */
TEST_AFTER(new_device, error)
{
	device.fails = true;
	assert_refuses(fw_cfg_read(ITEM_KEY, 0, NULL, 5),
		       "fw_cfg DMA error: item 0x20, 5 bytes to 0x0");
	assert_int_equal(device.operations, 1);
	device.delay = 3;
	assert_refuses(fw_cfg_read(ITEM_KEY, 2, NULL, 6),
		       "fw_cfg DMA error: item 0x20, 6 bytes to 0x0");
	assert_int_equal(device.operations, 2);
	assert_int_equal(device.bytes, 0);
}

TEST_AFTER(new_device, done_at_once)
{
	check_read(0);
	assert_int_equal(device.operations, 1);
	assert_int_equal(device.signature_reads, 0);
	assert_true(fw_cfg_is_there());
	assert_int_equal(device.operations, 1);
}

TEST_AFTER(new_device, in_a_row)
{
	check_read(0);
	check_read(4);
	assert_int_equal(device.operations, 2);
	check_read(9);
	assert_int_equal(device.operations, 4);
	check_read(0);
	assert_int_equal(device.operations, 5);
}

TEST_AFTER(new_device, in_progress)
{
	for (device.delay = 1; device.delay < 6; device.delay++) {
		memset(got, 0xee, sizeof(got));
		check_read(0);
		assert_int_equal(device.operations, device.delay);
	}
}

TEST_AFTER(new_device, the_skip_in_progress)
{
	device.delay = 3;
	check_read(5);
	assert_int_equal(device.operations, 2);
	assert_int_equal(device.signature_reads, 6);
}

TEST_AFTER(new_device, never_done)
{
	device.delay = 0xffffffff;
	assert_refuses(fw_cfg_read(ITEM_KEY, 0, NULL, 5),
		       "fw_cfg DMA error: item 0x20, 5 bytes to 0x0");
	assert_int_equal(device.operations, 1);
	assert_true(device.signature_reads >= 1000 && device.signature_reads <= 10000000);
}

/* What the failed operation has selected is not relied on. */
TEST_AFTER(new_device, after_an_error)
{
	check_read(0);
	device.fails = true;
	assert_refuses(fw_cfg_read(ITEM_KEY, 4, NULL, 6),
		       "fw_cfg DMA error: item 0x20, 6 bytes to 0x0");
	device.fails = false;
	check_read(4);
	assert_int_equal(device.operations, 4);
}
