#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs a shell command in a fresh clone of this checkout, in a throwaway root of a Debian release
# that has git, make and certificates and nothing else.
# usage: root.sh SUITE COMMAND
#
# The root is unpacked from a tarball that is cached and made anew once a week; so are the packages
# that apt-get downloads in it. Its mounts and processes are in namespaces of their own, which end
# with this script however it ends. Only its directory can be left, after SIGKILL: the next run
# removes it. What is not committed is not in the clone.
#
# The exit status is the command's, or 70 when there is no root: the reason is the line before.
#
# Environment: DEBIAN_MIRROR (this machine's own unless given), TMPDIR (/var/tmp), XDG_CACHE_HOME.
set -eu

here=$(cd "${0%/*}" && pwd -P)
suite=$1 command=$2
tmp=${TMPDIR:-/var/tmp}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pvh-boot/releases
base=$cache/$suite.tar
debs=$cache/debs-$suite
MINUTES_FOR_BASE=15
inner=

no_root() {
	echo "no root of $suite: $*" >&2
	exit 70
}

may_mount() {
	[ "$(id -u)" = 0 ] || no_root "only root may make one"
	unshare --mount --pid --fork true 2>/dev/null ||
		no_root "nothing can be mounted here (a container without privileges?)"
}

is_fresh() {
	[ -n "$(find "$base" -mtime -7 2>/dev/null)" ]
}

# A release whose lists are out of date is as good as any here; one that is not signed is not.
make_base() {
	"$here/../setup.sh" releases || no_root "mmdebstrap cannot be installed"
	mirror=$("$here/mirror.sh") || no_root "no Debian mirror among this machine's apt sources"
	echo "root.sh: making a root of $suite from $mirror"
	timeout -k 10 "${MINUTES_FOR_BASE}m" mmdebstrap --quiet --variant=minbase --format=tar \
		--include=git,make,ca-certificates --aptopt='Acquire::Check-Valid-Until "false"' \
		--aptopt='Acquire::http::Timeout "30"' "$suite" "$base.new" "$mirror" </dev/null &&
		mv "$base.new" "$base"
}

have_base() {
	is_fresh || make_base || [ -r "$base" ] ||
		no_root "mmdebstrap failed (is the mirror there, and whole?)"
}

# A root is in use while anything that was started in it holds its lock.
remove_left_ones() {
	for old in "$tmp"/pvh-root.*.lock; do
		[ ! -e "$old" ] || ! flock -n "$old" true || rm -rf --one-file-system "${old%.lock}" "$old"
	done
}

# shellcheck disable=SC2317,SC2329 # a trap calls it
# What is killed may still be writing for a moment: until it has let go of the lock.
clean_up() {
	[ -z "$inner" ] || kill -KILL "$inner" 2>/dev/null || true
	exec 8>&-
	flock -w 60 "$root.lock" rm -rf --one-file-system "$root"
	rm -f "$root.lock" "$base.new"
}

# The checkout may belong to another user, as it does in a workflow's container.
clone() {
	printf '[safe]\n\tdirectory = *\n' >"$root/tmp/gitconfig"
	GIT_CONFIG_GLOBAL="$root/tmp/gitconfig" git clone --quiet "$here/../.." "$root/root/pvh-boot"
	rm "$root/tmp/gitconfig"
}

may_mount
mkdir -p "$cache" "$debs/partial"
remove_left_ones
root=$(mktemp -d "$tmp/pvh-root.XXXXXX")
exec 8>"$root.lock"
flock 8
trap clean_up EXIT
trap 'exit 130' HUP INT TERM
have_base
tar -x -C "$root" -f "$base" --numeric-owner
clone
unshare --mount --pid --fork --kill-child "$here/enter.sh" "$root" "$debs" "$command" </dev/null &
inner=$!
status=0
wait "$inner" || status=$?
inner=
exit "$status"
