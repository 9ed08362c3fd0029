#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Boots a Linux kernel through build/pvh.bin: what `make run` does once the ROM is built.
#
# On a terminal it leads to a shell on the serial console (Ctrl-A x ends QEMU, Ctrl-A c is its
# monitor), elsewhere the kernel prints its own account and powers off. The exit status is 0 only if
# QEMU ended well, the ROM did not refuse, the kernel did not panic and our initramfs was done.
#
# Environment:
#   KERNEL   a vmlinux or a vmlinuz; if unset or empty Debian's linux-image-cloud-amd64, or, where
#            no mirror of Debian is at hand, the newest in BOOT that may be read
#   BOOT     where this machine has its kernels; /boot if unset
#   INITRD   an initramfs; ours if unset, whatever the kernel; none if set and empty. Of one's own
#            initramfs nothing is expected
#   CMDLINE  more words for the kernel's command line, after ours
#   MACHINE  q35 if unset; pc, isapc, microvm (with SeaBIOS), with options after a comma
#   MEMORY SMP   512M and 1 if unset
#   ACCEL    kvm where the processor really offers it, else tcg
#   QEMU     qemu-system-x86_64 if unset; options may follow the name
#   LIMIT    seconds until a run without a terminal counts as hung; 300 if unset
#   BUILD    where pvh.bin is and the guest's output is kept (run.log); build if unset
set -eu

here=$(dirname "$0")
build=${BUILD:-build}
tools=$build/tools
boot=${BOOT:-/boot}
log=$build/run.log

stop() {
	echo "pvh-run: $*" >&2
	exit 1
}

newest_of_this_machine() {
	for image in "$boot"/vmlinuz*; do
		[ ! -r "$image" ] || echo "$image"
	done | sort -V | tail -n 1
}

default_kernel() {
	if package=$("$here/fetch-deb.sh" linux-image-cloud-amd64); then
		echo "$package/vmlinuz"
		return
	fi
	image=$(newest_of_this_machine)
	[ -n "$image" ] ||
		stop "no kernel from Debian, and none in $boot that may be read; KERNEL=FILE names one"
	echo "$image"
}

is_elf32() {
	[ "$(od -An -tu1 -j4 -N1 "$1" | tr -d ' ')" = 1 ]
}

our_initramfs() {
	arch=amd64
	! is_elf32 "$vmlinux" || arch=i386
	"$here/initramfs.sh" --arch "$arch" "$build/initramfs-$arch"
	echo "$build/initramfs-$arch"
}

# A serial line has no size of its own, and not every terminal knows its own either.
terminal_size() {
	case $(stty size) in
	"0 "* | *" 0" | "") echo 24,80 ;;
	*) stty size | tr ' ' , ;;
	esac
}

[ -r "$build/pvh.bin" ] || stop "there is no $build/pvh.bin: run make first"
kernel=${KERNEL:-$(default_kernel)}
[ -r "$kernel" ] || stop "cannot read KERNEL=$kernel"
vmlinux=$("$tools/pvh-extract" --cached "$kernel")

initrd=${INITRD-$(our_initramfs)}
[ -z "$initrd" ] || [ -r "$initrd" ] || stop "cannot read INITRD=$initrd"

# panic=-1 makes a panic a reset, and -no-reboot makes a reset QEMU's end. no_timer_check: on a busy
# host without KVM the timer may be late, and Linux would take it for broken, and panic.
append="console=ttyS0 panic=-1 no_timer_check"
if [ -t 0 ] && [ -t 1 ]; then
	append="$append pvh.shell=$(terminal_size)"
	mark="pvh-run: a shell on the serial console"
	limit=
	set -- -chardev "stdio,id=console,mux=on,signal=off,logfile=$log" -mon console
else
	append="$append quiet"
	mark="pvh-run: account complete"
	limit="timeout --foreground -k 10 ${LIMIT:-300}"
	exec </dev/null
	set -- -chardev "stdio,id=console,signal=off,logfile=$log"
fi

rm -f "$log"
status=0
# -boot reboot-timeout: SeaBIOS, told by our ROM that there is nothing to boot, ends QEMU as well.
# shellcheck disable=SC2086 # $limit is a program with its option
$limit "$tools/pvh-boot" --verbose --rom "$build/pvh.bin" \
	--qemu "${QEMU:-qemu-system-x86_64}" --machine "${MACHINE:-q35}" --accel "${ACCEL:-auto}" \
	--memory "${MEMORY:-512M}" --smp "${SMP:-1}" --initrd "$initrd" \
	--append "$append${CMDLINE:+ $CMDLINE}" "$kernel" -- \
	-no-user-config -no-reboot -boot reboot-timeout=1 "$@" -serial chardev:console || status=$?

[ "$status" != 124 ] ||
	stop "the guest did not end within ${LIMIT:-300} seconds (its output is in $log)"
[ "$status" = 0 ] || stop "QEMU ended with status $status"
! grep -q -E '^pvh: ' "$log" || stop "the ROM refused to boot it (its reason stands above)"
! grep -q -F 'Kernel panic' "$log" || stop "the kernel panicked; CMDLINE=ignore_loglevel shows more"
[ -n "${INITRD+own}" ] || grep -q -F "$mark" "$log" ||
	stop "the guest ended before our initramfs was done; CMDLINE=ignore_loglevel shows more"
