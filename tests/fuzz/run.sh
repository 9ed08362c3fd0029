#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzzes each target in turn, from its seeds and finds, and says what came of it.
# usage: run.sh BUILD SECONDS TARGET...     Status 1 if any input made a target fail.
set -eu

build=$1 seconds=$2
shift 2
here=${0%/*}
status=0

# last NAME: the number that libFuzzer printed for it at the end
last() {
	sed -n "s/^stat::$1: *//p" "$log"
}

# inputs DIR: how many files it has
inputs() {
	find "$1" -type f | wc -l
}

run() {
	out=$build/fuzz
	log=$out/$1.log
	corpus=$out/corpus/$1
	finds=$here/finds/$1
	mkdir -p "$corpus"
	"$build/unit/fuzz/replay_$1" "$corpus"
	[ -d "$finds" ] || finds=
	echo "fuzz $1: $seconds s from $(inputs "$corpus") inputs"
	# shellcheck disable=SC2086 # no finds, no argument
	if "$out/fuzz_$1" -max_total_time="$seconds" -timeout=10 -print_final_stats=1 -rss_limit_mb=0 \
		-artifact_prefix="$out/$1-" "$corpus" $finds >"$log" 2>&1; then
		echo "fuzz $1: $(last number_of_executed_units) executions, no failure," \
			"$(inputs "$corpus") inputs kept"
	else
		status=1
		echo "fuzz $1: FAILED; the whole log is $log"
		grep -E 'ERROR|runtime error|SUMMARY|Test unit written|\.c:[0-9]+: ' "$log" || tail -n 20 "$log"
		echo "fuzz $1: once it is understood, keep that input as $here/finds/$1/<what-it-is>"
	fi
}

for target; do
	run "$target"
done
exit "$status"
