// SPDX-License-Identifier: GPL-2.0-or-later
#include "marks.h"

#include <stdlib.h>
#include <string.h>

static bool parse_mark(const char *text, struct mark *mark)
{
    const char *colon = strchr(text, ':');
    char *end;

    if (!colon || colon == text || (size_t)(colon - text) >= sizeof mark->name) {
        return false;
    }
    memcpy(mark->name, text, colon - text);
    mark->address = strtoull(colon + 1, &end, 0);
    return end != colon + 1 && *end == '\0';
}

bool marks_add(struct mark_list *list, const char *text, bool is_call)
{
    struct mark mark = { .is_call = is_call, .returns_to = NO_ADDRESS };

    if (list->count == MAX_MARKS || !parse_mark(text, &mark)) {
        return false;
    }
    list->mark[list->count++] = mark;
    return true;
}

bool marks_stop_at(struct mark_list *list, const char *name)
{
    bool found = false;

    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->mark[i].name, name) == 0) {
            list->mark[i].is_stop = true;
            found = true;
        }
    }
    return found;
}
