#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Packs the sources: what git knows or would take, or, in an unpacked tarball, all that is there.
# Bytes depend on names, contents and epoch.sh alone.
# usage: dist.sh BUILD TARBALL
set -eu

build=$1 tarball=$2
root=${tarball##*/}
root=${root%.tar.gz}

# Names end with NUL. A file that was deleted but is still in git's index is left out.
sources() {
	if [ -e .git ]; then
		git ls-files -z --cached --others --exclude-standard --exclude="/$build/" | xargs -0 sh -c \
			'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' -
	else
		find . \( -path ./build -o -path "./$build" -o -name __pycache__ \) -prune -o \
			\( -type f -o -type l \) -printf '%P\0'
	fi
}

mkdir -p "$build"
sources | LC_ALL=C sort -z >"$tarball.files"
[ -s "$tarball.files" ] || {
	echo "dist: git lists no files (its reason stands above)" >&2
	exit 1
}
tar --create --file="$tarball.tar" --format=ustar --no-recursion --null \
	--files-from="$tarball.files" \
	--owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --mtime="@$(packaging/epoch.sh)" \
	--transform="s,^,$root/,"
gzip -9 -n <"$tarball.tar" >"$tarball.tmp"
mv "$tarball.tmp" "$tarball"
rm -f "$tarball.tar" "$tarball.files"
