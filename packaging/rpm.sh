#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes RPM packages of a tarball, in a directory of their own, and checks them with rpmlint.
# usage: rpm.sh TARBALL DIRECTORY
set -eu

rm -rf "$2"
mkdir -p "$2"
directory=$(cd "$2" && pwd -P)
cp "$1" packaging/rpm/pvh-boot.spec "$directory"
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL BUILD O V CC LD OBJCOPY CROSS_COMPILE
# --nodeps: where packages are not RPMs, no RPM is installed. The database is nobody's.
rpmbuild -ba --nodeps --define "_topdir $directory/top" --define "_sourcedir $directory" \
	--define "_rpmdir $directory" --define "_srcrpmdir $directory" --define "_dbpath $directory/db" \
	"$directory/pvh-boot.spec" >"$directory/log" 2>&1 || {
	cat "$directory/log" >&2
	echo "rpm: rpmbuild failed" >&2
	exit 1
}
mv "$directory"/*/*.rpm "$directory"
find "$directory" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
ls -1 "$directory"/*.rpm
