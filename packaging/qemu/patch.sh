#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Writes a patch series, as git format-patch does, that makes QEMU's sources build this ROM.
# usage: patch.sh QEMU-SOURCE DIRECTORY     the patches are DIRECTORY/*.patch
#
# Debian's source package of QEMU 7.2 has a makefile of its own, which is changed as well.
set -eu

here=$(cd "${0%/*}/../.." && pwd -P)
rule=$here/packaging/qemu/rule.mk
source=$1 out=$2
optionrom=pc-bios/optionrom
OLD_RULE='pvh.img: pvh.o pvh_main.o'
FILES="optionrom scripts/python.sh scripts/build_dir.sh VERSION LICENSE"

stop() {
	echo "qemu-patch: $*" >&2
	exit 1
}

commit() {
	git -C "$work" add -A
	git -C "$work" commit --quiet "$@"
}

# Nothing of QEMU's is needed but what the patches touch.
copy_theirs() {
	mkdir -p "$work/$optionrom"
	for file in pvh.S pvh_main.c Makefile; do
		cp "$source/$optionrom/$file" "$work/$optionrom/" ||
			stop "$source has no $optionrom/$file: are these QEMU's sources?"
	done
	[ ! -e "$source/debian/optionrom.mak" ] || {
		mkdir "$work/debian" && cp "$source/debian/optionrom.mak" "$work/debian/"
	}
}

copy_ours() {
	mkdir "$work/$optionrom/pvh"
	# shellcheck disable=SC2086 # a list of paths
	(cd "$here" && find $FILES -type f ! -name '*.pyc' | tar -c -T - -f -) |
		tar -x -C "$work/$optionrom/pvh"
	sed '/^include optionrom\/build\.mk$/q' "$here/Makefile" >"$work/$optionrom/pvh/Makefile"
}

change_rule() {
	grep -q -x -F "$OLD_RULE" "$1" || stop "$1 has no line \"$OLD_RULE\""
	sed -i -e "/^$OLD_RULE\$/{r $rule" -e 'd;}' "$1"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
git -C "$work" init --quiet
git -C "$work" config core.hooksPath /dev/null
# Or it may still work in the background when the directory is removed.
git -C "$work" config maintenance.auto false
git -C "$work" var GIT_AUTHOR_IDENT >/dev/null 2>&1 || {
	git -C "$work" config user.name "$(id -un)"
	git -C "$work" config user.email "$(id -un)@$(uname -n)"
}
copy_theirs
commit -m "QEMU"
copy_ours
commit -m "pc-bios/optionrom: the sources of another PVH ROM

Version $(cat "$here/VERSION"). It is built by its own makefile."
for makefile in "$work/$optionrom/Makefile" "$work"/debian/optionrom.mak; do
	[ ! -e "$makefile" ] || change_rule "$makefile"
done
rm "$work/$optionrom/pvh.S" "$work/$optionrom/pvh_main.c"
commit -m "pc-bios/optionrom: build pvh.bin from them"
mkdir -p "$out"
git -C "$work" format-patch --quiet --output-directory "$(cd "$out" && pwd -P)" HEAD~2
