#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Packs one program as an initramfs, under its own name: the same bytes at every run.
# usage: pack.sh PROGRAM OUT
set -eu

work=$(mktemp -d "$2.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

mkdir "$work/root"
install -m 755 "$1" "$work/root"
find "$work/root" -exec touch -h -d @0 {} +
(cd "$work/root" && find . | LC_ALL=C sort |
	cpio --create --format=newc --quiet --reproducible --owner=+0:+0) >"$work/packed"
mv "$work/packed" "$2"
