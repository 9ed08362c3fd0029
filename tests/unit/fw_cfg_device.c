// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg_device.h"
#include <string.h>
#include "fw_cfg/fw_cfg.h"
#include "ports/machine/io.h"
#include "standin.h"

#define DMA_ERROR 0x01
#define DMA_READ 0x02
#define DMA_SKIP 0x04
#define DMA_SELECT 0x08

struct descriptor {
	uint32_t control, length, address_high, address_low; /* big-endian */
};

const uint8_t item_bytes[ITEM_SIZE] = "0123456789abcde";
struct fw_cfg_device device;

static uint32_t key, position, looks;
static struct descriptor *current; /* not done yet */

/* Bytes past an item's end are zeros. */
static uint8_t next_byte(void)
{
	const char *data = key == FW_CFG_SIGNATURE ? "QEMU" : (const char *)item_bytes;
	uint32_t size = key == FW_CFG_SIGNATURE ? 4 : key == ITEM_KEY ? ITEM_SIZE : 0;
	uint8_t byte = position < size ? data[position] : 0;

	position++;
	return byte;
}

static void select(uint32_t new_key)
{
	key = new_key;
	position = 0;
}

static void finish(struct descriptor *d)
{
	uint32_t control = __builtin_bswap32(d->control), len = __builtin_bswap32(d->length);
	uint8_t *dst = (uint8_t *)(uintptr_t)__builtin_bswap32(d->address_low);

	current = NULL;
	if (control & DMA_SELECT)
		select(control >> 16);
	if (control & DMA_SKIP)
		position += len;
	for (; !device.fails && control & DMA_READ && len; len--)
		*dst++ = next_byte();
	d->control = device.fails ? __builtin_bswap32(DMA_ERROR) : 0;
}

void outl(uint16_t port, uint32_t value)
{
	if (port != 0x518)
		standin_fail("32 bits written to port 0x%x", port);
	if (!device.has_dma)
		return;
	device.operations++;
	looks = 0;
	current = (struct descriptor *)(uintptr_t)__builtin_bswap32(value);
	if (!device.delay)
		finish(current);
}

uint32_t inl(uint16_t port)
{
	if (port != 0x514)
		standin_fail("32 bits read from port 0x%x", port);
	device.signature_reads++;
	if (current && ++looks == device.delay)
		finish(current);
	return device.has_dma ? 0x554d4551 : 0xffffffff;
}

void outw(uint16_t port, uint16_t value)
{
	if (port != 0x510)
		standin_fail("16 bits written to port 0x%x", port);
	select(value);
}

uint8_t inb(uint16_t port)
{
	if (port != 0x511)
		standin_fail("8 bits read from port 0x%x", port);
	device.bytes++;
	return device.is_there ? next_byte() : 0xff;
}

void insb(uint16_t port, void *dst, uint32_t count)
{
	for (uint8_t *d = dst; count; count--)
		*d++ = inb(port);
}

void mem_clear(void *dst, size_t len)
{
	memset(dst, 0, len);
}
