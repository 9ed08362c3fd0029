#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs one static check over the tree that it lies in. Silent, with status 0, if all is well.
# usage: lint.sh cppcheck|tidy|analyzer|format|shell [FOLDER...]     cppcheck looks everywhere
set -eu
cd "$(dirname "$0")/.."

# ours FIND-EXPRESSION...: files that people wrote
ours() {
	for dir in $folders; do
		[ ! -d "$dir" ] || find "$dir" -type f "$@"
	done | LC_ALL=C sort
}

# flags_for FILE: what changes the meaning of its code; every folder is compiled in its own way
flags_for() {
	case $1 in
	optionrom/*) echo "-m32 -march=i486 -ffreestanding -mregparm=3 -Ioptionrom -Wno-array-bounds" ;;
	tests/guests/* | conformance/*) echo "-m32 -march=i486 -ffreestanding" ;;
	bench/plugin/*) echo "-DPLUGIN_VERSION=7" ;;
	*)
		echo "-Ioptionrom -Itests/unit -Itests/unit/tools -Itests/fuzz -Itools" \
			"-D_GNU_SOURCE -DVERSION=\"x\" -DNAME=\"x\" -DFINDS=\"x\""
		;;
	esac
}

# Every folder for itself, as far as its functions call each other. cppcheck knows no _Noreturn.
lint_cppcheck() {
	status=0
	for folder in optionrom "optionrom tests/unit tests/fuzz" tests/guests bench/plugin \
		conformance tools; do
		platform=unix64
		case $(flags_for "$folder/") in -m32*) [ "$folder" != "${folder% *}" ] || platform=unix32 ;; esac
		# shellcheck disable=SC2086 # a list of names
		sources=$(find $folder -name '*.c' 2>/dev/null | LC_ALL=C sort) || true
		include=$(find optionrom tests/unit tests/unit/tools tests/fuzz tools -maxdepth 0 \
			2>/dev/null | sed 's/^/-I/') || true
		# shellcheck disable=SC2086 # lists of names
		[ -z "$sources" ] || cppcheck --quiet --enable=all --inconclusive --std=c11 \
			--platform=$platform --error-exitcode=1 --suppressions-list=analysis/cppcheck.except \
			$include '-DNAME="x"' '-DFINDS="x"' '-DVERSION="x"' \
			'-D_Noreturn=__attribute__((noreturn))' --template='{file}:{line}: {message} [{id}]' \
			$sources || status=1
	done
	return $status
}

# each COMMAND: for every C file on every processor
each() {
	ours -name '*.c' | xargs -P "$(nproc)" -n 1 "$0" "$1"
}

tidy_file() {
	except=$(awk -v file="$1" '$1 == file { printf ",-%s", $2 }' analysis/tidy.except)
	# What clang-tidy says on its error stream counts only if it has failed.
	# shellcheck disable=SC2046 # a list of options
	said=$(clang-tidy --quiet --checks="$except" "$1" -- -std=gnu11 $(flags_for "$1") 2>&1) || {
		echo "$said"
		return 1
	}
}

lint_tidy() {
	each tidy_file
}

# analyze FILE FLAG...: a test that is out of memory may die of it, and the arguments of the ROM's
# messages are as their formats in errors.def say, which GCC 13 and newer do not read. GCC 13 also
# follows descriptors: those of a child that executes a program, or of a tool that ends, close then.
analyze() {
	file=$1
	shift
	# shellcheck disable=SC2046 # a list of options
	gcc -std=gnu11 -O0 -fanalyzer -Wno-analyzer-possible-null-argument \
		-Wno-analyzer-va-arg-type-mismatch -Wno-analyzer-fd-leak \
		-Wno-analyzer-fd-use-without-check -Werror \
		$(flags_for "$file") -I. "$@" -c -o /dev/null -x c "$file"
}

analyzer_file() {
	case $1 in optionrom/*) ;; *) analyze "$1" ;; esac
}

# The ROM's files are one program, and are looked at as one.
lint_analyzer() {
	program=$(mktemp)
	trap 'rm -f "$program"' EXIT
	find optionrom -name '*.c' | LC_ALL=C sort | sed 's/.*/#include "&"/' >"$program"
	# shellcheck disable=SC2046 # a list of options
	analyze "$program" $(flags_for optionrom/) -fwhole-program
	each analyzer_file
}

# clang_format: the one whose layout is ours, as each version has its own; Debian 12 has it.
clang_format() {
	for program in clang-format-14 clang-format; do
		case $($program --version 2>/dev/null) in
		*"version 14."*) echo "$program" && return ;;
		esac
	done
	return 1
}

# Headers that only the assembler reads are not C.
lint_format() {
	program=$(clang_format) || {
		echo "lint: the format is left out: it is clang-format 14's, which is not here" >&2
		return 0
	}
	ours -name '*.[ch]' | xargs grep -L '^[[:space:]]*\.macro' | xargs "$program" --dry-run -Werror
}

lint_shell() {
	ours | xargs awk 'FNR == 1 && /^#! *[^ ]*[ \/](ba|da)?sh( |$)/ { print FILENAME }' |
		xargs shellcheck
}

check=${1-}
[ $# = 0 ] || shift
folders=${*:-.ci analysis bench conformance optionrom packaging scripts tests tools}
case $check in
tidy_file | analyzer_file) "$check" "$1" ;;
cppcheck | tidy | analyzer | format | shell) "lint_$check" ;;
*)
	echo "usage: lint.sh cppcheck|tidy|analyzer|format|shell [FOLDER...]" >&2
	exit 2
	;;
esac
