/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stage is compiled as one program: what only assembly or the compiler itself calls has to say
 * so. */
#ifndef COMPILER_H
#define COMPILER_H

#ifndef __has_attribute
#define __has_attribute(name) 0
#endif
#if __has_attribute(externally_visible)
#define CALLED_FROM_OUTSIDE __attribute__((externally_visible, used))
#else
#define CALLED_FROM_OUTSIDE __attribute__((used))
#endif

/* Memory that stage.S does not clear. */
#define UNCLEARED __attribute__((section(".bss.uncleared")))

#endif
