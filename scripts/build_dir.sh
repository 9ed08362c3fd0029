#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes DIRECTORY and marks it as a build of ours; fails if it is somebody else's. build/ is always
# ours.
# usage: build_dir.sh DIRECTORY
set -eu

here=$(pwd -P)

# So is what lies within.
is_ours() {
	[ "$1" != build ] || return 0
	path=$(cd "$1" && pwd -P) || return 1
	while [ -n "$path" ]; do
		[ "$path" != "$here/build" ] || return 0
		[ ! -e "$path/.pvh-boot" ] || return 0
		path=${path%/*}
	done
	return 1
}

is_empty() {
	[ -z "$(ls -A "$1")" ]
}

directory=$1
[ -n "$directory" ]
case $directory in
-*) directory=./$directory ;;
esac
is_ours "$directory" 2>/dev/null || {
	mkdir -p "$directory"
	is_empty "$directory"
	: >"$directory/.pvh-boot"
} 2>/dev/null
