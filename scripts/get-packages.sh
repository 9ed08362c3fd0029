#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs packages with apt-get; where there is none, says what to install, by the names in
# packages.txt.
# usage: get-packages.sh PACKAGE...     by their names on Debian
set -eu

here=${0%/*}
missing=" $*"

stop() {
	echo "setup: $*" >&2
	exit 1
}

# name_in SYSTEM PACKAGE: what it is called there; nothing if that is not known
name_in() {
	while read -r debian fedora arch alpine; do
		case $1-$debian in
		"fedora-$2") echo "$fedora" ;;
		"arch-$2") echo "$arch" ;;
		"alpine-$2") echo "$alpine" ;;
		esac
	done <"$here/packages.txt"
}

# translate SYSTEM: $missing into $known, and what is not known there into $unknown
translate() {
	known='' unknown=''
	for package in $missing; do
		name=$(name_in "$1" "$package")
		case $name in
		'' | -) unknown="$unknown $package" ;;
		*) known="$known $name" ;;
		esac
	done
}

say_what_to_install() {
	known='' unknown=$missing install=
	if command -v dnf >/dev/null; then
		install="dnf install" && translate fedora
	elif command -v pacman >/dev/null; then
		install="pacman -S --needed" && translate arch
	elif command -v apk >/dev/null; then
		install="apk add" && translate alpine
	fi
	by_hand="with this system's own tools install what Debian calls:$unknown"
	[ -n "$known" ] || stop "no apt-get here; $by_hand"
	stop "no apt-get here; as root: $install$known${unknown:+; $by_hand}"
}

choose_root() {
	root=
	[ "$(id -u)" != 0 ] || return 0
	by_hand="as root: apt-get update && apt-get install --no-install-recommends$missing"
	command -v sudo >/dev/null || stop "not root, and no sudo here; $by_hand"
	root="sudo"
	[ -t 0 ] || root="sudo -n"
	$root true || stop "sudo does not let us in; $by_hand"
}

install_missing() {
	choose_root
	echo "setup: installing with apt-get:$missing" >&2
	# A foreign source that is out of order is not in our way, so this is no reason to stop yet.
	hint=
	$root apt-get update -o APT::Update::Error-Mode=any >&2 ||
		hint="; the package lists could not be read: is there a network?"
	for package in $missing; do
		apt-cache show "$package" >/dev/null 2>&1 ||
			stop "apt-get knows no package $package$hint"
	done
	# --no-remove: never at the cost of something that is installed
	# shellcheck disable=SC2086 # a list of names
	$root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
		--no-remove -o DPkg::Lock::Timeout=120 $missing </dev/null >&2 ||
		stop "apt-get could not install$missing$hint"
}

command -v apt-get >/dev/null || say_what_to_install
install_missing
