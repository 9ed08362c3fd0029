#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs steps in the working directory, one after the other, as a new user would; lines that begin
# with `@ ` say where it is, how each step ended, and what it was that was tested.
# usage: steps.sh LIMIT STEP...     LIMIT is each step's, as timeout(1) reads it
# A step is a make target; boot stands for the tests that boot QEMU.
set -u

limit=$1
shift

run_step() {
	case $1 in
	boot)
		scripts/setup.sh check &&
			TESTS="tests/rom tests/scripts/test_run_linux.py" make check-boot
		;;
	all) scripts/setup.sh build && make ;;
	*) make "$1" ;;
	esac
}

if [ "${STEP-}" ]; then
	run_step "$STEP"
	exit
fi

for step; do
	echo "@ begin $step"
	STEP=$step timeout -k 30 "$limit" "$0" "$limit" </dev/null 2>&1
	echo "@ end $step $?"
done
echo "@ QEMU $(qemu-system-x86_64 --version | sed -n 's/^QEMU emulator version \([^ ]*\).*/\1/p')"
echo "@ SeaBIOS $(dpkg-query -W -f '${Version}' seabios)"
echo "@ GCC $(gcc -dumpfullversion)"
echo "@ image $(stat -c %s build/pvh.bin)"
