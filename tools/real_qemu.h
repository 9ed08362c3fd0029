/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REAL_QEMU_H
#define REAL_QEMU_H

/*
 * The QEMU that pvh-qemu executes: PVH_QEMU, otherwise the first of these on PATH: the name of the
 * link by which pvh-qemu was called, if that begins with qemu-; qemu-system-x86_64; qemu-kvm. Never
 * pvh-qemu itself. NULL if there is none.
 */
const char *real_qemu(const char *argv0);

#endif
