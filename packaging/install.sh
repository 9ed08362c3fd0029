#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installs the ROM and its tools, or removes them; packaging/build.mk gives all variables.
# usage: install.sh install|uninstall
# shellcheck disable=SC2154 # the directories

set -eu

verb=$1
pkgdatadir=$datadir/pvh-boot
umask 022

# put MODE SOURCE DESTINATION
put() {
	if [ "$verb" = install ]; then
		mkdir -p "$DESTDIR${3%/*}"
		install -m "$1" "$2" "$DESTDIR$3"
	else
		forget "$3"
	fi
}

# put_hook SOURCE DIRECTORY NAME: where it finds the rest is written into it
put_hook() {
	if [ "$verb" = install ]; then
		mkdir -p "$DESTDIR$2"
		sed "s|@pkgdatadir@|$pkgdatadir|" "packaging/kernel/$1" >"$DESTDIR$2/$3"
		chmod 755 "$DESTDIR$2/$3"
	else
		forget "$2/$3"
	fi
}

# link TARGET NAME: both as they are installed; the link is relative
link() {
	if [ "$verb" = install ]; then
		mkdir -p "$DESTDIR${2%/*}"
		ln -sfr "$DESTDIR$1" "$DESTDIR$2"
	else
		forget "$2"
	fi
}

# Directories of others stay, however empty.
forget() {
	rm -f "$DESTDIR$1"
	directory=${1%/*}
	while :; do
		case $directory in
		"$pkgdatadir" | "$pkgdatadir"/* | "$docdir" | "$docdir"/*) ;;
		*) break ;;
		esac
		rmdir "$DESTDIR$directory" 2>/dev/null || break
		directory=${directory%/*}
	done
}

# QEMU looks for option ROMs in its own directory, and profiles that confine it (AppArmor) allow
# nothing else. So the file itself is there, under a name that no other package has.
put 644 "$BUILD/pvh.bin" "$qemudir/pvh-boot.bin"
link "$qemudir/pvh-boot.bin" "$pkgdatadir/pvh.bin"

for file in $TOOLS; do
	put 755 "$file" "$bindir/${file##*/}"
done
[ -z "$hookdir$plugindir" ] || put 755 packaging/kernel/kernel-hook "$pkgdatadir/kernel-hook"
if [ -n "$hookdir" ]; then
	put_hook postinst "$hookdir/postinst.d" zz-pvh-boot
	put_hook postrm "$hookdir/postrm.d" zz-pvh-boot
fi
[ -z "$plugindir" ] || put_hook 90-pvh-boot.install "$plugindir" 90-pvh-boot.install
for file in $MAN_PAGES; do
	put 644 "$file" "$mandir/man${file##*.}/${file##*/}"
done
for file in $BASH_COMPLETIONS; do
	put 644 "$file" "$bashdir/${file##*/}"
done
for file in $ZSH_COMPLETIONS; do
	put 644 "$file" "$zshdir/${file##*/}"
done
for file in README.md CHANGELOG.md SECURITY.md LICENSE $(find docs -type f); do
	put 644 "$file" "$docdir/$file"
done
