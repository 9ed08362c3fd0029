/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The macros of a .def file (options.h). Included before the file, once for each of the three
 * things that become of it:
 *
 *   struct arguments {
 *   #define OPTIONS_FIELDS
 *   #include "options_def.h"
 *   #include "PROGRAM.def"
 *   };
 *   static const struct option table[] = {
 *   #define OPTIONS_ROWS struct arguments
 *   #include "options_def.h"
 *   #include "PROGRAM.def"
 *   };
 *   static const struct options options = {
 *   #define OPTIONS_PROGRAM table
 *   #include "options_def.h"
 *   #include "PROGRAM.def"
 *   };
 */
#undef PROGRAM
#undef ARGUMENT
#undef FLAG
#undef TEXT
#undef GIVEN
#undef CHOICE
#undef OPTIONAL
#undef LIST

#if defined(OPTIONS_FIELDS)
#undef OPTIONS_FIELDS
#define PROGRAM(name, usage, about)
#define ARGUMENT(field, ...) const char *field;
#define FLAG(field, ...) bool field;
#define TEXT(field, ...) const char *field;
#define GIVEN(field, ...) const char *field;
#define CHOICE(field, ...) const char *field;
#define OPTIONAL(field, ...) const char *field;
#define LIST(field, ...) struct option_list field;
#elif defined(OPTIONS_PROGRAM)
#define PROGRAM(name, usage, about)                                                                \
	usage, about, OPTIONS_PROGRAM, sizeof(OPTIONS_PROGRAM) / sizeof(OPTIONS_PROGRAM[0])
#define ARGUMENT(...)
#define FLAG(...)
#define TEXT(...)
#define GIVEN(...)
#define CHOICE(...)
#define OPTIONAL(...)
#define LIST(...)
#else
#define OPTIONS_ROW(kind, field, x, name, metavar, words, help)                                    \
	{ OPTION_##kind, x, name, metavar, words, help, offsetof(OPTIONS_ROWS, field) },
#define PROGRAM(name, usage, about)
#define ARGUMENT(field, metavar, help) OPTIONS_ROW(ARGUMENT, field, 0, "", metavar, "", help)
#define FLAG(field, x, name, help) OPTIONS_ROW(FLAG, field, x, name, NULL, "", help)
#define TEXT(field, x, name, metavar, words, help)                                                 \
	OPTIONS_ROW(TEXT, field, x, name, metavar, words, help)
#define GIVEN(field, x, name, metavar, words, help)                                                \
	OPTIONS_ROW(GIVEN, field, x, name, metavar, words, help)
#define CHOICE(field, x, name, metavar, words, help)                                               \
	OPTIONS_ROW(CHOICE, field, x, name, metavar, words, help)
#define OPTIONAL(field, x, name, metavar, words, help)                                             \
	OPTIONS_ROW(OPTIONAL, field, x, name, metavar, words, help)
#define LIST(field, x, name, metavar, words, help)                                                 \
	OPTIONS_ROW(LIST, field, x, name, metavar, words, help)
#endif
