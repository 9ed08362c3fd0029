#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Fetches Debian's source package of QEMU, once, and prints the directory with what option ROMs are
# built from. apt works on a state of its own, so the system's sources need no deb-src.
# usage: source.sh SUITE
set -eu

here=${0%/*}
suite=$1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pvh-boot/sources
directory=$cache/qemu-$suite

stop() {
	echo "qemu source: $*" >&2
	exit 1
}

configure() {
	mkdir -p "$work/state/lists/partial" "$work/state/archives/partial"
	: >"$work/state/status"
	echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" \
		>"$work/state/sources.list"
	cat >"$work/apt.conf" <<-END
		$(apt-config dump | grep '^Acquire::')
		Acquire::Languages "none";
		APT::Sandbox::User "";
		APT::Update::Error-Mode "any";
		Dir::Etc::main "/dev/null";
		Dir::Etc::parts "/dev/null";
		Dir::Etc::sourcelist "$work/state/sources.list";
		Dir::Etc::sourceparts "/dev/null";
		Dir::State "$work/state";
		Dir::State::status "$work/state/status";
		Dir::Cache "$work/state";
	END
	export APT_CONFIG="$work/apt.conf"
}

unpack() {
	mkdir "$work/tree"
	tar -x -C "$work/tree" --strip-components=1 --wildcards -f "$work"/qemu_*.orig.tar.xz \
		'*/pc-bios/optionrom' '*/scripts/signrom.py' '*/include/standard-headers' '*/VERSION'
	tar -x -C "$work/tree" -f "$work"/qemu_*.debian.tar.xz
}

if [ ! -d "$directory" ]; then
	command -v apt-get >/dev/null || stop "no apt-get here"
	mirror=$("$here/../../scripts/releases/mirror.sh") || stop "no Debian mirror is known here"
	mkdir -p "$cache"
	work=$(mktemp -d "$cache/new.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	configure
	(cd "$work" && apt-get update && apt-get source --download-only qemu) >"$work/log" 2>&1 ||
		stop "cannot fetch it: $(grep '^E: ' "$work/log" | head -n 1)"
	unpack
	[ -d "$directory" ] || mv -T "$work/tree" "$directory"
fi
echo "$directory"
