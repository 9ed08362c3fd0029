# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds kernels, boots machines and reads what guests report: for tests, bench and campaigns.

It imports nothing of tests, bench or conformance. By subject:

files       paths, sourcetree
QEMU        command (its command line), offers (what this QEMU can), boot (starts one), qemu, qmp,
            qtest, gdb, gdbstub, snapshot, cpustate, processes, guard, warden, limits
machines    machines (tables and disks), bootmenu, swtpm, roms, seabios, firmware_tables
kernels     elf (reads), elfimage (writes), bzimage, cpio, guestblob, kernels, shapes, note_shapes,
            kaslr, linux, drivers
verdicts    report, abi, refusals, early, early_memmap, inventory
tools       toolbench, toolrun, toolhelp, terminal, usingdoc
campaigns   pool, progress, versions, markdown
"""
