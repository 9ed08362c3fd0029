/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text lines `key=value` on debug port 0xe9. */
#ifndef OUT_H
#define OUT_H

#include <stddef.h>
#include <stdint.h>

/* A key with an index: out_key("module", 2, "_crc") begins `module2_crc=`. */
void out_key(const char *name, uint32_t index, const char *suffix);
void out_word(uint32_t value); /* eight hex digits */
void out_bytes(const void *bytes, size_t count); /* two hex digits each */
void out_end(void);

void out_line(const char *key, const char *value);
void out_line_word(const char *key, uint32_t value);
void out_line_bytes(const char *key, const void *bytes, size_t count);

#endif
