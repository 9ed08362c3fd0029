/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QEMU's firmware configuration device: docs/specs/fw_cfg.rst. Touches the
 * machine; the host's tests put a stand-in in its place.
 */
#ifndef FW_CFG_H
#define FW_CFG_H

#include <stdbool.h>
#include <stdint.h>

/* Fixed items, hw/nvram/fw_cfg.h. A key that was never set reads as zeros. */
#define FW_CFG_SIGNATURE 0x00
#define FW_CFG_NOGRAPHIC 0x04 /* u16: -nographic, graphics=off */
#define FW_CFG_KERNEL_ADDR 0x07 /* lowest p_paddr */
#define FW_CFG_KERNEL_SIZE 0x08 /* from there to the highest end */
#define FW_CFG_INITRD_ADDR 0x0a
#define FW_CFG_INITRD_SIZE 0x0b
#define FW_CFG_BOOT_MENU 0x0e /* u16: -boot menu=on */
#define FW_CFG_KERNEL_ENTRY 0x10
#define FW_CFG_INITRD_DATA 0x12
#define FW_CFG_CMDLINE_SIZE 0x14 /* with its NUL */
#define FW_CFG_CMDLINE_DATA 0x15
/* -kernel: the file's first 8192 bytes, or what QEMU's stack has left of them. */
#define FW_CFG_SETUP_DATA 0x18
#define FW_CFG_FILE_DIR 0x19
#define FW_CFG_INVALID 0xffff /* reads as zeros */

/* An item with its length. Key 0 (the signature) stands for absent. */
struct fw_item {
	uint32_t key;
	uint32_t size; /* bytes */
};

/*
 * Read `len` bytes of item `key`, from byte `offset` on, to `dst` (a physical
 * address as a pointer). Bytes past the item's end read as zeros. Refuses BAD_DMA.
 */
void fw_cfg_read(uint32_t key, uint32_t offset, void *dst, uint32_t len);

/* Whether there is a fw_cfg at all: after the first read, which has found out, or got nonsense. */
bool fw_cfg_is_there(void);

/* A fixed item of up to four bytes, little-endian; 0 where it is not set. Refuses BAD_DMA. */
uint32_t fw_cfg_read_u32(uint32_t key);

/*
 * Whether QEMU has no screen, so that SeaBIOS prints on COM1. Never refuses: a refusal may ask it.
 */
bool fw_cfg_is_nographic(void);

/* Clear `len` bytes at `dst`, by DMA where that is faster. Refuses BAD_DMA. */
void fw_cfg_clear(void *dst, uint32_t len);

#endif
