#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Stops, with a sentence, where the ROM cannot be built for want of tools.
# usage: toolchain.sh LD OBJCOPY CC FLAG...
set -eu

here=${0%/*}

stop() {
	echo "make: $*" >&2
	exit 1
}

missing=
for tool in "$3" "$1" "$2"; do
	command -v "$tool" >/dev/null || missing="$missing $tool"
done
"$here/../scripts/python.sh" >/dev/null 2>&1 || missing="$missing python3"
[ -z "$missing" ] || stop "not found:$missing; run scripts/setup.sh build"

shift 2
said=$("$@" -E -x c -o /dev/null /dev/null 2>&1) ||
	stop "$1 cannot compile the ROM: ${said:-it does not say why}" \
		"(CROSS_COMPILE=x86_64-linux-gnu- or CC=clang may)"
