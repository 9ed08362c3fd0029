/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the programs print, and how they end. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>

/*
 * The name in front of every message: the last part of argv[0]. pvh-boot runs pvh-extract under its
 * own name, so that the user sees one program. Call it first.
 */
void message_start(const char *argv0);

const char *message_program(void);

/* "PROGRAM: …" and a newline, on standard error. */
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, and exit with status 1; the temporary file of temporary.h is removed. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* All of it to standard output, or die("cannot write to standard output: …"). */
void print_bytes(const void *data, size_t size);
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Memory, or die("not enough memory"); zeroed. */
void *allocate(size_t size);

#endif
