#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the time that everything packed is dated with: seconds since 1970.
# $SOURCE_DATE_EPOCH, or that of the last commit, or, in an unpacked tarball, of its files.
set -eu

cd "${0%/*}/.."
if [ -n "${SOURCE_DATE_EPOCH-}" ]; then
	echo "$SOURCE_DATE_EPOCH"
elif [ -e .git ]; then
	git log -1 --format=%ct
else
	stat -c %Y VERSION
fi
