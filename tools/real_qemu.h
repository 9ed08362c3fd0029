/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REAL_QEMU_H
#define REAL_QEMU_H

/*
 * The QEMU that pvh-qemu stands for: PVH_QEMU; else, on PATH, the name that it is called by, if
 * that is a QEMU's (a link of this name to pvh-qemu), or qemu-system-x86_64, or qemu-kvm; never
 * pvh-qemu itself. NULL if there is none.
 */
const char *real_qemu(const char *argv0);

#endif
