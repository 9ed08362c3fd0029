#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints how many lines of the ROM's portable C the tests have run, and which they have not.
# usage: coverage.sh PERCENT FILE.gcno...     The .gcda files lie beside them.
# Status 1 if less than PERCENT of all lines were run.
set -eu

wanted=$1
shift

# A line of gcov's: "count:number:text"; count "-" is no code, "#####" was never run. Headers
# have no code.
gcov -t "$@" | awk -F: -v wanted="$wanted" '
$3 == "Source" { file = $4 }
$2 + 0 == 0 || file !~ /\.c$/ || $1 ~ /-$/ { next }
{ all[file]++; total++ }
$1 ~ /[#=]$/ {
	missed[file]++
	misses++
	text = text "  " file ":" $2 + 0 ":" substr($0, length($1 $2) + 3) "\n"
}
END {
	for (file in all)
		printf "%6.1f %% of %3d lines  %s\n", 100 - 100 * missed[file] / all[file], all[file],
			file | "sort -k 6"
	close("sort -k 6")
	percent = total ? 100 - 100 * misses / total : 0
	printf "%6.1f %% of %3d lines in all (at least %d %% are wanted)\n", percent, total, wanted
	if (text)
		printf "never run:\n%s", text
	exit percent < wanted
}'
