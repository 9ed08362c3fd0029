#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs pytest over tests/. What the tests wrote is kept in $BUILD/pytest if one failed.
# The limit is for a test that waits for no program: programs have their own (harness/limits.py).
# usage: check_boot.sh [PYTEST-OPTION...]     BUILD is the build directory, TESTS which tests
set -eu

cd "${0%/*}/.."
python=$(scripts/python.sh pytest xdist pytest_timeout)
scratch=$(mkdir -p "$BUILD" && cd "$BUILD" && pwd -P)/pytest
# Sockets lie there, some 55 characters further down, and their names end at 107.
if [ ${#scratch} -gt 50 ]; then
	scratch=$(mktemp -d /tmp/pvh-check.XXXXXX)
	trap 'rm -rf "$scratch"' EXIT
	trap 'exit 1' HUP INT TERM
fi
status=0
# shellcheck disable=SC2086 # a list of paths
PYTHONDONTWRITEBYTECODE=1 "$python" -m pytest -q -n 2 -rsx --timeout=1800 \
	--basetemp="$scratch" "$@" ${TESTS:-tests} || status=$?
[ "$status" != 0 ] || rm -rf "$scratch"
exit "$status"
