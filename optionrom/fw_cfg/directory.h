/* SPDX-License-Identifier: GPL-2.0-or-later */
/* fw_cfg's directory: which of the files that matter to us are there. Pure, above fw_cfg_read. */
#ifndef FW_DIR_H
#define FW_DIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fw_cfg/fw_cfg.h"
#include "layout.h"

enum fw_name {
	FW_KERNEL, /* opt/pvh/kernel: an ELF file */
	FW_CMDLINE, /* opt/pvh/cmdline */
	FW_EARLY, /* opt/pvh/early: "on" or "off" */
	FW_TRACE, /* opt/pvh/trace: the same */
	FW_OURS_COUNT,
	FW_BOOTORDER = FW_OURS_COUNT, /* QEMU's list of devices, best first */
	FW_SERCON, /* etc/sercon-port: SeaBIOS prints on COM1 */
	FW_TPM, /* etc/tpm/log: not empty if there is a TPM, which SeaBIOS has started then */
	FW_ACPI, /* etc/acpi/tables */
	FW_THREADS, /* etc/threads: 2 if SeaBIOS's drivers run while it calls option ROMs */
	FW_MULTIBOOT, /* -kernel is served by this ROM of QEMU's, */
	FW_MULTIBOOT_DMA, /* or by this one */
	FW_NAME_COUNT
};

struct fw_module {
	struct fw_item data;
	struct fw_item cmdline; /* .cmdline */
};

#define FW_NAME_SIZE 56 /* with its NUL */

struct fw_dir {
	struct fw_item file[FW_NAME_COUNT];
	struct fw_module module[MODULE_MAX]; /* 0 is opt/pvh/initrd, N opt/pvh/moduleN */
	uint32_t module_last; /* the highest number named, allowed or not */
	bool is_multiboot; /* -kernel is a multiboot kernel, which a ROM of QEMU's serves */
	const char *line; /* the file that a line of the boot order names */
	struct fw_item line_file;
	bool has_ours; /* there are files under opt/pvh/ */
	bool has_unknown; /* one of them means nothing: the message composed last names it */
	bool in_vgaroms; /* a vgaroms/ file holds this ROM */
	bool has_other_vgaroms; /* a vgaroms/ file holds another ROM */
	const void *image; /* this ROM, as it lies in memory */
	uint32_t image_size; /* bytes */
};

/* As it lies in the directory, behind a be32 count. */
struct fw_dir_entry {
	uint32_t size; /* be32 */
	uint16_t select; /* be16 */
	uint16_t reserved;
	char name[FW_NAME_SIZE];
};

#define FW_DIR_CHUNK 32 /* entries a read: all that QEMU has slots for by default */

struct fw_dir_window {
	uint32_t count; /* be32; the first read only */
	struct fw_dir_entry entry[FW_DIR_CHUNK];
};

_Static_assert(sizeof(struct fw_dir_window) == 4 + 64 * FW_DIR_CHUNK, "fw_cfg directory");

/*
 * Fill `dir` (zeroed by the caller, but for image and image_size); `window` is scratch.
 * False without fw_cfg. Refuses BAD_DMA.
 */
bool fw_dir_read(struct fw_dir *dir, struct fw_dir_window *window);

/* Whether the file `name` holds this ROM; arguments as above. Reads the directory again. Refuses
 * BAD_DMA. */
bool fw_dir_is_our_file(struct fw_dir *dir, struct fw_dir_window *window, const char *name);

/* The rest of `s` behind `prefix`, or NULL. */
const char *skip_prefix(const char *s, const char *prefix);

#endif
