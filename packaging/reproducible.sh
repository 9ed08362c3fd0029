#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds once more and compares image, tarball and packages with those in BUILD, byte by byte: from
# that tarball in another directory, a year later, in another time zone and language, with another
# umask and number of jobs, as another user, with another home, and without network.
# usage: reproducible.sh BUILD [VARIABLE=VALUE...]     for make
set -eu

first=$1
shift
# What this make was told beside these is not for that one.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
second=$(mktemp -d /tmp/pvh-reproducible.XXXXXX)
trap 'rm -rf "$second"' EXIT
trap 'exit 1' HUP INT TERM
tar -x -z -C "$second" -f "$first"/pvh-boot-*.tar.gz --no-same-owner
mkdir "$second/a home"
tree=$(echo "$second"/pvh-boot-*)

# The kernel decides whether a user may become another one, or leave the network, just like that.
as_another="unshare --user --map-user=65534 --map-group=65534 --net"
$as_another true 2>/dev/null || {
	echo "reproducible: unshare does not work here: same user, same network" >&2
	as_another=
}

echo "reproducible: second build, in $tree"
# shellcheck disable=SC2016 # that shell's own
build='make -s -j3 "$@" build/pvh.bin dist && packaging/deb.sh build/pvh-boot-*.tar.gz build/deb'
# NO_FAKE_STAT: newer versions of faketime would shift the times of files as well, which the tarball
# has from its sources.
# shellcheck disable=SC2086 # words
(cd "$tree" && umask 077 && exec env -i PATH="$PATH" HOME="$second/a home" TZ=Asia/Kathmandu \
	LC_ALL=tr_TR.UTF-8 LANGUAGE=tr USER=somebody LOGNAME=somebody NO_FAKE_STAT=1 \
	$as_another faketime -f +400d sh -c "$build" - "$@") 2>"$second/log" || {
	cat "$second/log" >&2
	exit 1
}

cd "$first"
status=0
for file in pvh.bin pvh-boot-*.tar.gz deb/*.dsc deb/*.tar.* deb/*.deb; do
	if cmp "$file" "$tree/build/$file"; then
		echo "$(sha256sum <"$file" | cut -d ' ' -f 1)  $file"
	else
		status=1
	fi
done
exit "$status"
