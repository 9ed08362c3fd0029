/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fw_cfg device at its ports (QEMU, docs/specs/fw_cfg.rst), for the tests of fw_cfg.c. */
#ifndef FW_CFG_DEVICE_H
#define FW_CFG_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#define ITEM_KEY 0x20
#define ITEM_SIZE 16

extern const uint8_t item_bytes[ITEM_SIZE]; /* the only item beside the signature */

struct fw_cfg_device {
	bool is_there;
	bool has_dma;
	uint32_t delay; /* an operation is done when the signature has been read so often since it
			   began */
	bool fails; /* each operation ends in an error */

	/* What was asked of it: */
	uint32_t operations; /* by DMA */
	uint32_t signature_reads; /* of the DMA address register */
	uint32_t bytes; /* by port */
};

extern struct fw_cfg_device device;

#endif
