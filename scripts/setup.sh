#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs, with apt-get, what a purpose needs and this machine lacks. On systems without apt-get it
# prints what to install. Silent when all is there.
# usage: setup.sh PURPOSE     one of those below; CC, PYTHON and QEMU choose other programs
set -eu

here=${0%/*}
missing=

stop() {
	echo "setup: $*" >&2
	exit 1
}

# need PACKAGE REASON TEST...: notes PACKAGE as missing when TEST fails
need() {
	package=$1 reason=$2
	shift 2
	case "$missing " in *" $package "*) return ;; esac
	"$@" >/dev/null 2>&1 && return
	missing="$missing $package"
	echo "setup: $package is missing: $reason" >&2
}

# need_own VARIABLE VALUE: a program that the user named, which no package of ours can bring
need_own() {
	command -v "${2%% *}" >/dev/null || stop "$1=$2: there is no such program"
}

# On Debian what is booted comes from its mirror.
is_debian() (
	ID=
	[ ! -r /etc/os-release ] || . /etc/os-release
	[ "$ID" = debian ] || [ -n "${DEBIAN_MIRROR-}" ]
)

rom_file() {
	for dir in /usr/share/qemu /usr/share/seabios /usr/lib/ipxe/qemu /usr/local/share/qemu; do
		[ ! -e "$dir/$1" ] || return 0
	done
	return 1
}

has_header() {
	printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h "$1" | gcc -E -x c -
}

has_libfuzzer() {
	ls "$(clang -print-runtime-dir)"/libclang_rt.fuzzer*
}

need_compiler() {
	case ${CC:-gcc} in
	gcc | cc) need gcc "compiles the ROM" command -v "${CC:-gcc}" ;;
	clang) need clang "compiles the ROM (CC=clang)" command -v clang ;;
	*) need_own CC "$CC" ;;
	esac
}

need_qemu() {
	case ${QEMU:-qemu-system-x86_64} in
	qemu-system-x86_64 | qemu-system-i386)
		need qemu-system-x86 "boots the kernel" command -v "${QEMU:-qemu-system-x86_64}" ;;
	*) need_own QEMU "$QEMU" ;;
	esac
}

for_build() {
	need_compiler
	host_compiler=${HOSTCC:-gcc}
	need binutils "links the ROM (ld, objcopy)" command -v ld
	need make "drives the build" command -v make
	need gcc "compiles the tools" command -v "${host_compiler%% *}"
	need libc6-dev "the C library's headers" has_header stdio.h
	need libarchive-dev "unpacks kernels" has_header archive.h
	need liblzo2-dev "unpacks kernels compressed with LZO" has_header lzo/lzo1x.h
	need python3 "runs the build's scripts" "$here/python.sh"
}

for_run() {
	for_build
	need_qemu
	need seabios "the firmware that the ROM plugs into" rom_file bios-256k.bin
	need cpio "packs the initramfs" command -v cpio
	is_debian || need busybox-static "the shell of the initramfs" command -v busybox
}

for_bench() {
	for_run
	need python3-matplotlib "draws the bench's picture" "$here/python.sh" matplotlib
}

for_check() {
	for_bench
	need libcmocka-dev "unit tests of the C files" has_header cmocka.h
	need python3-pytest-xdist "pytest, which runs the tests on all cores" \
		"$here/python.sh" pytest xdist
	need python3-pytest-timeout "ends a test that hangs" "$here/python.sh" pytest_timeout
	need clang "the second compiler" command -v clang
	need lld "the second linker" command -v ld.lld
	need lz4 "makes kernels compressed with LZ4" command -v lz4
	need zstd "makes kernels compressed with Zstandard" command -v zstd
	need lzop "makes kernels compressed with LZO" command -v lzop
	need ipxe-qemu "network card ROMs beside ours" rom_file pxe-e1000.rom
	need mandoc "checks and shows the man pages" command -v mandoc
	need zsh "the other shell that completes the tools' options" command -v zsh
	need swtpm "a TPM, which keeps the ROM from going early" command -v swtpm
	need libvirt-clients "checks the documentation's libvirt domains" command -v virt-xml-validate
	need libxml2-utils "checks them for it" command -v xmllint
	need libvirt-daemon-driver-qemu "boots them" command -v virt-qemu-run
	need systemd "checks the documentation's systemd unit" command -v systemd-analyze
	for_gdb
	for_rpm
	for_reproducible
	for_lint
}

for_matrix() {
	for_build
	need_qemu
	need seabios "the firmware that the ROM plugs into" rom_file bios-256k.bin
	need ipxe-qemu "network card ROMs beside ours" rom_file pxe-e1000.rom
	need swtpm "a TPM, which keeps the ROM from going early" command -v swtpm
}

for_gdb() {
	for_build
	need_qemu
	need seabios "the firmware that the ROM plugs into" rom_file bios-256k.bin
	need gdb "the debugger" command -v gdb
}

for_fuzz() {
	for_build
	need libcmocka-dev "the fuzz targets' headers" has_header cmocka.h
	need clang "compiles the fuzz targets" command -v clang
	need libclang-rt-dev "clang's fuzzer and sanitizers" has_libfuzzer
}

for_deb() {
	for_build
	need dpkg-dev "makes Debian packages" command -v dpkg-buildpackage
	need debhelper "makes Debian packages" command -v dh
	need lintian "checks Debian packages" command -v lintian
}

for_rpm() {
	for_build
	need rpm "makes RPM packages" command -v rpmbuild
	need rpmlint "checks RPM packages" command -v rpmlint
}

for_reproducible() {
	for_deb
	need faketime "builds at another time" command -v faketime
}

for_lint() {
	need gcc "its static analyzer" command -v gcc
	need cppcheck "static analysis" command -v cppcheck
	need clang-tidy "static analysis" command -v clang-tidy
	need clang-format "the format of the C files" command -v clang-format
	need shellcheck "static analysis of shell scripts" command -v shellcheck
}

for_releases() {
	need git "clones the checkout into them" command -v git
	need mmdebstrap "makes roots of other releases" command -v mmdebstrap
}

look() {
	missing=
	"for_$purpose"
}

purposes='build run check bench matrix gdb fuzz lint deb rpm reproducible releases'
purpose=
for known in $purposes; do
	[ "$known" != "${1-}" ] || purpose=$known
done
[ -n "$purpose" ] || stop "usage: setup.sh $(echo "$purposes" | tr ' ' '|')"
look
[ -n "$missing" ] || exit 0
# shellcheck disable=SC2086 # a list of names
"$here/get-packages.sh" $missing
look
[ -z "$missing" ] || stop "apt-get is done, and still not found:$missing"
