// SPDX-License-Identifier: GPL-2.0-or-later
#include "fw_cfg/fw_cfg.h"
#include <stddef.h>
#include "machine/io.h"
#include "machine/mem.h"
#include "messages/errors.h"

#define PORT_SELECTOR 0x510
#define PORT_DATA 0x511
/* The DMA address register, big-endian. Its high half reads as "QEMU" where there is DMA. */
#define PORT_DMA_HIGH 0x514
#define PORT_DMA_LOW 0x518

#define SIGNATURE_QEMU 0x554d4551 /* "QEMU" */

#define DMA_ERROR 0x01
#define DMA_READ 0x02
#define DMA_SKIP 0x04
#define DMA_SELECT 0x08
/*
 * How often to look whether an operation is done. Each look is an exit to the host: seconds in all.
 */
#define DMA_POLLS 1000000
/* Clearing fewer bytes than this takes less time than an exit to the host. */
#define DMA_WORTH 1024

/* Found out by the first read. */
static bool has_no_dma;
/* The item that the device has selected and where it is in it: reads in a row need not select and
 * skip again. */
static bool is_selected;
static uint32_t current_key;
static uint32_t current_offset;

static uint32_t be32(uint32_t n)
{
	__asm__("bswap %0" : "+r"(n));
	return n;
}

static bool has_dma(void)
{
	return inl(PORT_DMA_HIGH) == SIGNATURE_QEMU;
}

/*
 * Wait for the end of a DMA operation; false if it failed, or if there is no DMA.
 * QEMU is done at once, so the device is asked for its signature only where that is not so.
 */
static bool wait_for_dma(const volatile uint32_t *control)
{
	for (uint32_t polls = DMA_POLLS; *control; polls--)
		if (*control & be32(DMA_ERROR) || !polls || !has_dma())
			return false;
	return true;
}

/*
 * One DMA operation. The device writes the result to the descriptor, so that has to be in RAM,
 * below 4 GiB as all of the stage: the high half of the address register stays 0.
 */
static __attribute__((noinline)) bool dma(uint32_t control, void *dst, uint32_t len)
{
	static struct {
		uint32_t control, length, address_high, address_low;
	} descriptor;

	descriptor.control = be32(control);
	descriptor.length = be32(len);
	descriptor.address_low = be32((uintptr_t)dst);
	outl(PORT_DMA_LOW, be32((uintptr_t)&descriptor));
	return wait_for_dma(&descriptor.control);
}

static bool read_dma(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	uint32_t select = 0, position = current_offset;

	if (!is_selected || key != current_key || offset < position) {
		select = DMA_SELECT | key << 16;
		position = 0;
	}
	is_selected = false; /* if it fails */
	if (offset != position) {
		if (!dma(select | DMA_SKIP, NULL, offset - position))
			return false;
		select = 0;
	}
	return dma(select | DMA_READ, dst, len);
}

static void read_ports(uint32_t key, uint32_t offset, void *dst, uint32_t len)
{
	if (!is_selected || key != current_key || offset < current_offset) {
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
		return; /* by ports, skipping to a large offset takes long */
	if (!has_no_dma && !read_dma(key, offset, dst, len)) {
		if (has_dma())
			refuse(BAD_DMA, key, len, (uint32_t)(uintptr_t)dst);
		has_no_dma = true;
	}
	if (has_no_dma)
		read_ports(key, offset, dst, len);
	is_selected = true;
	current_key = key;
	current_offset = offset + len;
}

bool fw_cfg_is_there(void)
{
	return !has_no_dma || fw_cfg_read_u32(FW_CFG_SIGNATURE) == SIGNATURE_QEMU;
}

uint32_t fw_cfg_read_u32(uint32_t key)
{
	uint32_t value;

	fw_cfg_read(key, 0, &value, sizeof(value));
	return value;
}

bool fw_cfg_is_nographic(void)
{
	is_selected = false;
	outw(PORT_SELECTOR, FW_CFG_NOGRAPHIC);
	return inb(PORT_DATA);
}

void fw_cfg_clear(void *dst, uint32_t len)
{
	if (!has_no_dma && len > DMA_WORTH)
		fw_cfg_read(FW_CFG_INVALID, 0, dst, len);
	else
		mem_clear(dst, len);
}
