// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/fw_cfg.h"
#include <stddef.h>
#include "machine/io.h"
#include "machine/mem.h"
#include "messages/errors.h"

#define PORT_SELECTOR 0x510
#define PORT_DATA 0x511
#define PORT_DMA_LOW 0x518 /* the high half, 0x514, is 0 */

#define SIGNATURE_QEMU 0x554d4551 /* "QEMU" */

#define DMA_READ 0x02
#define DMA_SKIP 0x04
#define DMA_SELECT 0x08
/* Bytes that are cleared by hand in the time of an exit to the host. */
#define DMA_WORTH 1024

/* The first read finds out how the device wants to be read. */
static enum __attribute__((packed)) { UNTRIED, BY_DMA, BY_PORTS } way;
/* The device's own state, kept so that reads in a row need not select and skip again. */
static uint32_t current_key;
static uint32_t current_offset;
#define OFFSET_UNKNOWN 0xffffffff /* larger than any: the next read selects */

static uint32_t be32(uint32_t n)
{
	__asm__("bswap %0" : "+r"(n));
	return n;
}

/* One operation; synchronous. The high half of the register is 0 between operations, and our RAM is low. */
static __attribute__((noinline)) bool dma(uint32_t control, void *dst, uint32_t len)
{
	static struct {
		uint32_t control, length, address_high, address_low;
	} descriptor;

	descriptor.control = be32(control);
	descriptor.length = be32(len);
	descriptor.address_low = be32((uintptr_t)dst);
	outl(PORT_DMA_LOW, be32((uintptr_t)&descriptor));
	/* The device clears it, but for an error bit; without DMA it stays as it is. */
	return !*(volatile uint32_t *)&descriptor.control;
}

static bool read_dma(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	uint32_t select = 0, position = current_offset;

	if (key != current_key || offset < position) {
		select = DMA_SELECT | (uint32_t)key << 16;
		position = 0;
	}
	current_offset = OFFSET_UNKNOWN; /* until it has gone well */
	if (offset != position) {
		if (!dma(select | DMA_SKIP, NULL, offset - position))
			return false;
		select = 0;
	}
	return dma(select | DMA_READ, dst, len);
}

static void read_ports(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	if (key != current_key || offset < current_offset) {
		outw(PORT_SELECTOR, key);
		current_offset = 0;
	}
	for (; current_offset < offset; current_offset++)
		inb(PORT_DATA);
	insb(PORT_DATA, dst, len);
}

void fw_cfg_read(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	if (!len)
		return; /* without looking for a place far behind the end, byte by byte */
	if (way == UNTRIED)
		current_offset = OFFSET_UNKNOWN;
	if (way == BY_PORTS || !read_dma(key, offset, dst, len)) {
		if (way == BY_DMA)
			refuse(DMA_FAILED, key, len, (uint32_t)(uintptr_t)dst);
		way = BY_PORTS;
		read_ports(key, offset, dst, len);
	} else {
		way = BY_DMA;
	}
	current_key = key;
	current_offset = offset + len;
}

bool fw_cfg_is_there(void)
{
	return way == BY_DMA || fw_cfg_read_u32(FW_CFG_SIGNATURE) == SIGNATURE_QEMU;
}

uint32_t fw_cfg_read_u32(uint32_t key)
{
	uint32_t value;

	fw_cfg_read(key, 0, &value, sizeof(value));
	return value;
}

/* Leaves another item selected than current_key says: what is read next is never that one again. */
bool fw_cfg_is_nographic(void)
{
	outw(PORT_SELECTOR, FW_CFG_NOGRAPHIC);
	return inb(PORT_DATA);
}

void fw_cfg_clear(void *dst, uint32_t len)
{
	if (way == BY_DMA && len > DMA_WORTH)
		fw_cfg_read(FW_CFG_INVALID, 0, dst, len);
	else
		mem_clear(dst, len);
}
