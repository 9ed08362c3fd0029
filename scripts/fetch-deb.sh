#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Downloads a Debian package, unpacks it below the cache and prints the directory.
# usage: fetch-deb.sh [--arch ARCH] [--suite SUITE] [--modules] PACKAGE
# ARCH is amd64 unless given, SUITE this machine's own. A kernel's package leads to those that it
# depends on for the kernel's files, and the link `vmlinuz` in the directory to the kernel, wherever
# the release has it; likewise `busybox`. A kernel's modules are left out, while --modules unpacks,
# to a directory of its own, nothing but the kernel, the modules that the tests load, and what these
# need. apt works on a state of its own below the cache, so neither dpkg nor the system's apt is
# touched and no root is needed. The mirror is the one that this machine uses; DEBIAN_MIRROR=URI
# names another. What has been fetched is not looked up again, unless the kernel or busybox in it
# is gone.
set -eu

stop() {
	echo "fetch-deb: $*" >&2
	exit 1
}

arch=amd64 suite='' part=''
while [ $# -gt 1 ]; do
	case $1 in
	--arch) arch=$2 && shift ;;
	--suite) suite=$2 && shift ;;
	--modules) part=+modules ;;
	*) stop "unknown option $1" ;;
	esac
	shift
done
[ -n "${1-}" ] || stop "usage: fetch-deb.sh [--arch ARCH] [--suite SUITE] [--modules] PACKAGE"
package=$1

ID=unknown VERSION_CODENAME=
[ ! -r /etc/os-release ] || . /etc/os-release
[ "$ID" = debian ] || VERSION_CODENAME=stable
: "${suite:=$VERSION_CODENAME}"

cache=${XDG_CACHE_HOME:-$HOME/.cache}/pvh-boot
debs=$cache/debs
state=$cache/apt/${suite}_$arch
link=$debs/by-name/${suite}_${arch}_$package$part

# main_file: what the package is fetched for, as a name in its directory, and where that may be
case $package in
linux-image-*) main_file=vmlinuz places='boot/vmlinuz-* usr/lib/modules/*/vmlinuz' ;;
busybox-static) main_file=busybox places='bin/busybox usr/bin/busybox' ;;
*) main_file=. places= ;;
esac

is_whole() {
	[ -d "$1/" ] && [ -s "$1/$main_file" ]
}

if is_whole "$link"; then
	(cd "$link/" && pwd -P)
	exit 0
fi

# uris: the mirrors of this machine, main archive and security, a line each: URI release
uris() {
	apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
		sort -u | grep -v '^cdrom:'
}

main_uri() {
	if [ -n "${DEBIAN_MIRROR-}" ]; then
		echo "$DEBIAN_MIRROR"
	elif [ "$ID" = debian ]; then
		uris | awk -v own="$VERSION_CODENAME" \
			'$2 == own || $2 ~ /^((old)*stable|testing|unstable|sid)$/ { print $1; exit }'
	fi
}

security_uri() {
	[ "$ID" != debian ] || uris | awk '$2 ~ /-security$/ { print $1; exit }'
}

# Backports and the like have no security suite of their own.
sources() {
	signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]'
	echo "deb $signed $mirror $suite main"
	case $suite in *-* | sid | unstable) return ;; esac
	security=$(security_uri)
	[ -z "$security" ] || echo "deb $signed $security $suite-security main"
}

# The machine's Acquire settings (its proxy, say) hold here too; its hooks and sources do not.
configure() {
	mkdir -p "$state/lists/partial" "$state/archives/partial"
	: >"$state/status"
	sources >"$state/sources.list"
	{
		apt-config dump | grep '^Acquire::'
		cat <<-END
			Acquire::Languages "none";
			Acquire::GzipIndexes "true";
			APT::Architecture "$arch";
			APT::Architectures "$arch";
			APT::Sandbox::User "";
			APT::Update::Error-Mode "any";
			Dir::Etc::main "/dev/null";
			Dir::Etc::parts "/dev/null";
			Dir::Etc::preferences "/dev/null";
			Dir::Etc::preferencesparts "/dev/null";
			Dir::Etc::sourcelist "$state/sources.list";
			Dir::Etc::sourceparts "/dev/null";
			Dir::State "$state";
			Dir::State::status "$state/status";
			Dir::Cache "$state";
		END
	} >"$state/apt.conf"
	export APT_CONFIG="$state/apt.conf"
}

# parts PACKAGE: it, and those that it depends on for the files of the same kernel
parts() {
	echo "$1"
	apt-cache show --no-all-versions "$1" | sed -n 's/^Depends: //p' | tr ',' '\n' |
		sed -n "s/^ *\(linux-\(image\|binary${part:+\|modules}\)-[^ ]*\).*/\1/p" |
		while read -r next; do parts "$next"; done
}

# apt OPTION...: apt-get; when that fails, with its first error as $reason
apt() {
	apt-get "$@" >&2 2>"$work/errors" && return
	reason=$(sed -n 's/^E: *//p' "$work/errors" | head -n 1)
	return 1
}

download() {
	command -v apt-get >/dev/null || stop "no apt-get here to fetch Debian's package $package with"
	mirror=$(main_uri)
	[ -n "$mirror" ] ||
		stop "no Debian mirror among this machine's apt sources; DEBIAN_MIRROR=URI names one"
	configure
	echo "fetch-deb: fetching $package ($arch, $suite) from $mirror" >&2
	# One list may be out of order, security's say, and the others still do.
	found="no package $package for $arch in $suite"
	apt update || found="cannot read the package lists of $mirror: $reason"
	apt-cache show "$package" >/dev/null 2>&1 || stop "$found"
	names=$(parts "$package")
	# shellcheck disable=SC2086 # a list of names
	(cd "$work" && { apt download $names || stop "cannot download $package: $reason"; })
	rm -f "$state"/*pkgcache.bin
}

files() {
	for deb in "$work"/*.deb; do dpkg-deb --fsys-tarfile "$deb"; done
}

wanted() {
	if [ -n "$part" ]; then
		grep -E -e '/vmlinuz(-[^/]*)?$' -e '/kernel/(block|drivers/(ata|hid|usb/host|virtio))/' \
			-e '/kernel/(crypto|lib)(/.*)?/crc' -e '/kernel/drivers/(block/virtio|usb/c)' \
			-e '/kernel/drivers/net/([^/]*_net\.|net_failover)' -e '/kernel/net/core/failover' \
			-e '/kernel/drivers/scsi/(s[^/]*_mod|scsi_)'
	else
		grep -v '/modules/[^/]*/kernel/'
	fi
}

# link_main_file DIRECTORY
link_main_file() {
	[ -n "$places" ] || return 0
	# shellcheck disable=SC2086 # patterns
	for found in $(cd "$1" && echo $places); do
		[ ! -s "$1/$found" ] || ln -sf "$found" "$1/$main_file"
	done
	[ -e "$1/$main_file" ] || stop "there is no $main_file in $package ($arch, $suite)"
}

unpack() {
	# shellcheck disable=SC2012 # the names are Debian's
	name=$(cd "$work" && ls -S -- *.deb | head -n 1)
	name=${name%.deb}$part
	if ! is_whole "$debs/$name"; then
		mkdir "$work/root"
		files | tar -t --ignore-zeros | grep -v '/$' | wanted >"$work/names" || true # nothing
		files | tar -x --ignore-zeros -C "$work/root" --no-same-owner --no-recursion -T "$work/names"
		link_main_file "$work/root"
		rm -rf "${debs:?}/$name"
		mv -T "$work/root" "$debs/$name"
	fi
	ln -sfnT "../$name" "$link"
}

mkdir -p "$debs/by-name"
exec 9>"$debs/lock"
flock -n 9 || {
	echo "fetch-deb: waiting for another download" >&2
	flock -w 900 9 || stop "the other download (of $debs/lock) came to no end within 900 seconds"
}
if ! is_whole "$link"; then
	work=$(mktemp -d "$debs/new.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	download
	unpack
fi
(cd "$link/" && pwd -P)
