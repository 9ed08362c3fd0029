#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Packs the small initramfs: Debian's static busybox and init.sh. The same bytes at every run.
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

package=$("$here/fetch-deb.sh" --arch "$arch" busybox-static)
work=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

umask 022
mkdir "$work/root"
(cd "$work/root" && mkdir bin dev proc root sys)
install -m 755 "$package/bin/busybox" "$work/root/bin/busybox"
ln -s busybox "$work/root/bin/sh"
install -m 755 "$here/init.sh" "$work/root/init"

# Inode and device numbers, times and owners are those of the build machine unless levelled.
find "$work/root" -exec touch -h -d @0 {} +
(cd "$work/root" && find . | LC_ALL=C sort |
	cpio --create --format=newc --quiet --reproducible --owner=+0:+0) >"$work/initramfs"
mv "$work/initramfs" "$out"
