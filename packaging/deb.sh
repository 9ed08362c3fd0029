#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes Debian source and binary packages of a tarball, in a directory of their own.
# usage: deb.sh TARBALL DIRECTORY
set -eu
umask 022
# What this make was told is not for that of the package.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL BUILD O V CC LD OBJCOPY CROSS_COMPILE

directory=$2
root=${1##*/}
root=${root%.tar.gz}
version=${root##*-}

# The date is the files' own, so that packages of one tarball are the same.
changelog() {
	cat <<END
pvh-boot ($version-1) unstable; urgency=medium

  * New release; its changes are in changelog.gz beside this file.

 -- $(sed -n 's/^Maintainer: //p' "$1/control")  $(LC_ALL=C date -u -R -d "@$(stat -c %Y VERSION)")
END
}

rm -rf "$directory"
mkdir -p "$directory"
cp "$1" "$directory/pvh-boot_$version.orig.tar.gz"
tar -x -z -C "$directory" -f "$1" --no-same-owner
cd "$directory/$root"
cp -R packaging/debian debian
changelog debian >debian/changelog
cd ..
# -d: setup.sh has seen to what is needed, without what every Debian developer has beside it
(cd "$root" && exec dpkg-buildpackage -us -uc -d) >log 2>&1 || {
	cat log >&2
	echo "deb: dpkg-buildpackage failed" >&2
	exit 1
}
rm -rf "$root"
ls -1 "$PWD"/*.deb
