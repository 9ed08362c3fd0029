#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs cmocka programs. Shows what a failing one wrote; of the others, how many tests passed.
# usage: check_unit.sh LOG PROGRAM...
set -eu

SECONDS_EACH=600 # each takes less than one on an idle machine

log=$1
shift
: >"$log"
for program in "$@"; do
	timeout -k 10 "$SECONDS_EACH" "$program" >"$log.one" 2>&1 || {
		status=$?
		cat "$log.one"
		[ "$status" != 124 ] || echo "check-unit: no end within $SECONDS_EACH s"
		echo "check-unit: $program failed"
		exit 1
	}
	cat "$log.one" >>"$log"
done
rm "$log.one"
awk '/^\[  PASSED  \]/ { sum += $4 }
	END { print "[  PASSED  ] " sum + 0 " unit tests in " programs " programs" }' programs=$# "$log"
