// SPDX-License-Identifier: GPL-2.0-or-later
/* fw_cfg as a table of items. As in the device, bytes past an item's end read as zeros. */
#include <string.h>
#include "fw_cfg/fw_cfg.h"
#include "standin.h"

#define ITEMS 64
#define DRY 0x5a
/* Up to here a key that was never set is one that QEMU did not set. */
#define FIXED_KEYS FW_CFG_FILE_DIR

struct item {
	uint16_t key;
	const void *data;
	uint32_t size;
	uint32_t word; /* fake_u32's bytes */
};

static struct item items[ITEMS];
static uint32_t items_count, limit;
static struct fake_log calls;
static bool is_dry, is_absent;

void fake_forget(void)
{
	calls.calls = 0;
	calls.bytes = 0;
}

void fake_reset(void)
{
	fake_forget();
	items_count = 0;
	limit = 0;
	is_dry = false;
	is_absent = false;
}

void fake_absent(void)
{
	is_absent = true;
}

static struct item *new_item(uint16_t key)
{
	struct item *item = items;

	while (item < items + items_count && item->key != key)
		item++;
	if (item == items + ITEMS)
		standin_fail("more than %d fw_cfg items", ITEMS);
	if (item == items + items_count)
		items_count++;
	item->key = key;
	return item;
}

void fake_item(uint16_t key, const void *data, uint32_t size)
{
	struct item *item = new_item(key);

	item->data = data;
	item->size = size;
}

void fake_u32(uint16_t key, uint32_t value)
{
	struct item *item = new_item(key);

	item->word = value;
	item->data = &item->word;
	item->size = sizeof(item->word);
}

const struct fake_log *fake_log(void)
{
	return &calls;
}

void fake_limit(uint32_t calls_allowed)
{
	limit = calls_allowed;
}

void fake_dry(bool dry)
{
	is_dry = dry;
}

static void record(uint16_t key, uint32_t offset, const void *dst, uint32_t len)
{
	if (calls.calls < FAKE_WRITES)
		calls.write[calls.calls] = (struct fake_write){ key, offset, dst, len };
	calls.bytes += len;
	if (calls.calls++ == limit && limit)
		standin_fail("fw_cfg was asked more than %u times", limit);
}

static struct item *find(uint16_t key)
{
	static struct item unset;

	for (uint32_t i = 0; i < items_count; i++)
		if (items[i].key == key)
			return items + i;
	if (key > FIXED_KEYS)
		standin_fail("nobody has set the fw_cfg item 0x%x", key);
	return &unset;
}

bool fw_cfg_is_there(void)
{
	return !is_absent;
}

/* What the device does, once the call is recorded. */
static void move(const struct item *item, uint32_t offset, uint8_t *dst, uint32_t len)
{
	uint32_t there = offset < item->size ? item->size - offset : 0;

	if (there > len)
		there = len;
	if (there)
		memcpy(dst, (const uint8_t *)item->data + offset, there);
	memset(dst + there, 0, len - there);
}

void fw_cfg_read(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	if (!len)
		return;
	record(key, offset, dst, len);
	if (is_absent)
		memset(dst, 0xff, len);
	else if (!is_dry || guest_address(dst) < 0)
		move(find(key), offset, dst, len);
	else
		((uint8_t *)dst)[len - 1] = DRY;
}

uint32_t fw_cfg_read_u32(uint32_t key)
{
	uint32_t value;

	fw_cfg_read(key, 0, &value, sizeof(value));
	return value;
}

void fw_cfg_clear(void *dst, uint32_t len)
{
	record(FW_CFG_INVALID, 0, dst, len);
	if (!is_dry)
		memset(dst, 0, len);
}
