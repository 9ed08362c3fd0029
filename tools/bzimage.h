/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Linux's bzImage: its setup header (Linux, Documentation/arch/x86/boot.rst) and the payload in it.
 * Pure.
 */
#ifndef BZIMAGE_H
#define BZIMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fault.h"

/* bzimage_read() needs at most this many bytes from the beginning of the file. */
#define BZIMAGE_START 4096
/* Larger payloads are refused. */
#define VMLINUX_MAX ((uint32_t)1 << 30)

struct bzimage {
	uint16_t protocol; /* 0x20f is 2.15 */
	uint64_t payload_offset; /* in the file: where the compressed vmlinux begins */
	uint32_t payload_length; /* including the 4 bytes behind it with the vmlinux's size */
	uint32_t kernel_alignment; /* 0x230 */
	uint32_t cmdline_size; /* 0x238: without the NUL */
	uint64_t pref_address; /* 0x258; 0 before protocol 2.10 */
	uint32_t init_size; /* 0x260; 0 before protocol 2.10 */
	bool is_relocatable; /* 0x234 */
	char version[128]; /* "6.1.0-41-cloud-amd64 (debian-kernel@…) …"; may be cut short */
};

/* Whether this is the beginning of a bzImage: 55 aa at 0x1fe, "HdrS" at 0x202. */
bool bzimage_is(const uint8_t *data, size_t size);

/* A file_check: a bzImage or an ELF file, else "it is neither a bzImage nor an ELF file". */
bool kernel_check_start(const uint8_t *data, size_t size, struct fault *why);

/* Reads the setup header. False if it is cut short, or older than protocol 2.08. */
bool bzimage_read(struct bzimage *image, const uint8_t *data, size_t size, struct fault *why);

/* The payload lies in a file of `size` bytes; else "it is cut short: …". */
bool bzimage_payload_is_there(const struct bzimage *image, uint64_t size, struct fault *why);

#endif
