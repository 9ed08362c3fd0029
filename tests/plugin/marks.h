/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The addresses whose execution the counting plugin reports.
 */
#ifndef MARKS_H
#define MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_MARKS 64
#define NO_ADDRESS UINT64_MAX

struct mark {
    char name[64];
    uint64_t address;    /* linear */
    bool is_call;        /* entry of a far routine: its return counts too */
    bool is_stop;        /* nothing after it is of interest */
    uint64_t returns_to; /* NO_ADDRESS unless called and not back yet */
};

struct mark_list {
    struct mark mark[MAX_MARKS];
    size_t count;
};

/* `text` is NAME:ADDR; false if it is not, or if the list is full. */
bool marks_add(struct mark_list *list, const char *text, bool is_call);

/* Makes the marks of that name end the run; false if there are none. */
bool marks_stop_at(struct mark_list *list, const char *name);

#endif
