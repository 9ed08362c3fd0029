/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What user.S and task.c share. TSS offsets: Intel SDM volume 3, 8.2.1 and 8.6. */
#ifndef TASK_H
#define TASK_H

#define TSS_SIZE 0x68
#define TSS_EIP 0x20
#define TSS_EFLAGS 0x24
#define TSS_EBX 0x34
#define TSS_ESP 0x38
#define TSS_ES 0x48
#define TSS_CS 0x4c
#define TSS_SS 0x50
#define TSS_DS 0x54
#define TSS_FS 0x58
#define TSS_GS 0x5c
#define TSS_IO_MAP 0x66
#define TSS16_BX 0x18

#define IO_MAP_TO_67 0x56
#define IO_MAP_TO_68 0x57
#define ALLOWED_AT_67 1
#define ALLOWED_AT_68 2

#define USER_EXIT_VECTOR 0x40
#define TASK_MARK 0x5a17c0de

#endif
