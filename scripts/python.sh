#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the path of a Python 3.9 or newer that has the given modules.
# usage: python.sh [MODULE...]     $PYTHON goes first, then the system's python3, then PATH's.
set -eu

probe='import sys
from importlib.util import find_spec
sys.exit(sys.version_info < (3, 9) or not all(map(find_spec, sys.argv[1:])))'

for candidate in ${PYTHON:+"$PYTHON"} /usr/bin/python3 python3; do
	path=$(command -v "$candidate") || continue
	if "$path" -c "$probe" "$@" 2>/dev/null; then
		echo "$path"
		exit 0
	fi
done
echo "python.sh: no Python 3.9 or newer found${*:+ that has the modules: $*}" >&2
exit 1
