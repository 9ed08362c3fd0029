#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Starts gdb with the ROM's symbols, and QEMU, which ends with it. It stops where the 32-bit stage
# is called for the first time, in SeaBIOS's POST; `continue` leads to INT 19h, where it boots.
# Beside gdb's own commands there are run16 and asm16, for the 16-bit part (scripts/pvh.gdb).
#
# usage: gdb.sh [GDB-OPTION...]
# Environment:
#   KERNEL   a kernel; if unset the conformance guest. To follow 64-bit code, see QEMU
#   MACHINE  pc if unset, or what QEMU's -M takes
#   QEMU     qemu-system-i386 if unset: with qemu-system-x86_64 gdb sees 64-bit registers, which do
#            not fit the ROM's 32-bit debug information. Options may follow the name
#   BUILD    where pvh.elf and pvh.bin are; build if unset
set -eu

build=${BUILD:-build}
kernel=${KERNEL:-$build/pvh-conformance32.elf}
qemu="${QEMU:-qemu-system-i386} -M ${MACHINE:-pc} -m 512M -accel tcg -nodefaults -display none"
# QEMU may take longer to start than gdb's two seconds.
exec gdb -q -nx -ex "set remotetimeout 60" -ex "file $build/pvh.elf" \
	-ex "target remote | exec $qemu -L $build -kernel $kernel -S -gdb stdio" \
	-x "${0%/*}/pvh.gdb" "$@"
