#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Packs the small initramfs: Debian's static busybox, or this machine's own, and init.sh. The same
# bytes at every run.
# usage: initramfs.sh [--arch amd64|i386] OUT
set -eu

here=$(dirname "$0")
arch=amd64
if [ "${1-}" = --arch ]; then
	arch=$2
	shift 2
fi
[ $# = 1 ] || {
	echo "usage: initramfs.sh [--arch amd64|i386] OUT" >&2
	exit 1
}
out=$1

# Not every system's own is static; the program has to run where no library is.
own_busybox() {
	command -v busybox && ! readelf -l "$(command -v busybox)" | grep -q INTERP
}

busybox=$("$here/fetch-deb.sh" --arch "$arch" busybox-static)/busybox || busybox=$(own_busybox) || {
	echo "initramfs: no busybox from Debian, and no static one on this machine" >&2
	exit 1
}
work=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

umask 022
mkdir "$work/root"
(cd "$work/root" && mkdir bin dev proc root sys)
install -m 755 "$busybox" "$work/root/bin/busybox"
ln -s busybox "$work/root/bin/sh"
install -m 755 "$here/init.sh" "$work/root/init"

# Inode and device numbers, times and owners are those of the build machine unless levelled.
find "$work/root" -exec touch -h -d @0 {} +
(cd "$work/root" && find . | LC_ALL=C sort |
	cpio --create --format=newc --quiet --reproducible --owner=+0:+0) >"$work/initramfs"
mv "$work/initramfs" "$out"
