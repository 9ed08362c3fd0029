#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the compiler's options for a plugin of this QEMU: the newest version of the interface
# that it takes, and that its own header is there if it is.
# usage: version.sh QEMU HOSTCC
set -eu

qemu=$1 compiler=$2
newest=7 # that qemu_plugin_api.h knows

stop() {
	echo "plugin: $*" >&2
	exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# QEMU says what it takes when it is asked for more.
echo 'int qemu_plugin_version = 1 << 30; int qemu_plugin_install(void) { return 1; }' |
	$compiler -shared -fPIC -x c -o "$work/ask.so" - || stop "$compiler makes no shared library"
said=$($qemu -M none -display none -plugin "$work/ask.so" 2>&1 </dev/null) || true
version=${said##*supports only up to version }
case $version in
'' | *[!0-9]*) stop "$qemu takes no plugins: ${said:-it does not say why}" ;;
esac

options=$(pkg-config --cflags glib-2.0 2>/dev/null) || options=
# shellcheck disable=SC2086 # options
header=$(printf '#include <qemu-plugin.h>\nQEMU_PLUGIN_VERSION\n' |
	$compiler $options -E -P -x c - 2>/dev/null | tail -n 1) || header=
if [ "$header" = "$version" ]; then
	echo "-DPLUGIN_VERSION=$version -DHAVE_QEMU_PLUGIN_H $options"
elif [ "$version" -le $newest ]; then
	echo "-DPLUGIN_VERSION=$version"
else
	stop "the plugins of $qemu have interface version $version;" \
		"without its qemu-plugin.h, 1 to $newest are known"
fi
