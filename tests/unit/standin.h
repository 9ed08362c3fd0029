/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in for the machine when the ROM's portable files run on the host:
 * stage_leave(), fw_cfg_*(), phys() and stage_gdt. Knows nothing of cmocka, so that
 * the fuzz targets use it too. What no test has allowed for ends in standin_fail().
 */
#ifndef STANDIN_H
#define STANDIN_H

#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

/* Not here: a test fails, a fuzz target aborts. */
_Noreturn void standin_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Whoever expects a refusal calls setjmp on this; one that nobody expects is a failure. */
jmp_buf *refusal_catch(void);
void refusal_dismiss(void);
/* All of the last sentence. */
const char *refusal_sentence(void);

/* Forget all items, counts and what else was asked for here. */
void fake_reset(void);
/* Forget only what was asked so far. */
void fake_forget(void);
/* There is no fw_cfg: reads give what ports without a device give. */
void fake_absent(void);
/* Give item `key` its bytes, which stay the caller's. */
void fake_item(uint16_t key, const void *data, uint32_t size);
/* Give item `key` four bytes, little-endian. Any key of fw_cfg.h that was given none reads as
 * zeros. */
void fake_u32(uint16_t key, uint32_t value);

/* A call that wrote to its caller's or the guest's memory. */
struct fake_write {
	uint16_t key; /* FW_CFG_INVALID: cleared */
	uint32_t offset;
	const void *dst;
	uint32_t len;
};

#define FAKE_WRITES 256

/* What was asked of fw_cfg since fake_reset. */
struct fake_log {
	uint32_t calls; /* all of them; the first FAKE_WRITES are kept */
	uint64_t bytes;
	struct fake_write write[FAKE_WRITES];
};

const struct fake_log *fake_log(void);

/* More calls than this are a failure: no honest input needs them. */
void fake_limit(uint32_t calls);
/* Record writes to the guest's memory but make only the last byte of each read, so that their size
 * costs nothing. */
void fake_dry(bool dry);

/* The guest's 4 GiB, all zeros. */
void guest_reset(void);
uint8_t *guest(uint32_t address);
/* Where `p` lies in the guest's memory, or -1. */
int64_t guest_address(const void *p);

#endif
