#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the targets of makefiles, a line each: their names and what stands behind `## `.
# usage: help.sh MAKEFILE...
set -eu

sed -n 's/^\([a-z][a-z-]*\):.* ## \(.*\)/\1\t\2/p' "$@" |
	while IFS='	' read -r target text; do
		printf 'make %-17s %s\n' "$target" "$text"
	done
cat <<'END'

CC=clang LD=ld.lld   other compilers and linkers than gcc and ld
CROSS_COMPILE=PREFIX on another processor: x86_64-linux-gnu-, say
O=DIRECTORY          build there and not in build/; the sources may be read-only
V=1                  show the commands
PYTEST="-k WORD"     options for pytest
END
