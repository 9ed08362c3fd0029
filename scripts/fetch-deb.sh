#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Downloads a Debian package, unpacks it below the cache and prints the directory.
# usage: fetch-deb.sh [--arch ARCH] [--suite SUITE] [--modules] PACKAGE
#
# ARCH is amd64 unless given, SUITE this machine's own. The kernel's metapackages lead to the image
# that they stand for; its modules are left out, while --modules unpacks, to a directory of its own,
# nothing but the kernel, the modules that the tests load, and what these need. apt works on a state
# of its own below the cache, so neither dpkg nor the system's apt is touched and no root is needed.
# The mirror is the one that this machine uses; DEBIAN_MIRROR=URI names another.
# What has been fetched once is never looked up again: remove the directory to get it anew.
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

if [ -d "$link/" ]; then
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

# real_name PACKAGE: the image that a kernel metapackage depends on, else PACKAGE itself
real_name() {
	image=$(apt-cache show --no-all-versions "$1" |
		sed -n 's/^Depends: \(.*, \)\{0,1\}\(linux-image-[^ ,]*\).*/\2/p')
	echo "${image:-$1}"
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
	apt-get update >&2 || found="cannot read the package lists of $mirror (the reason stands above)"
	apt-cache show "$package" >/dev/null 2>&1 || stop "$found"
	real=$(real_name "$package")
	(cd "$work" && apt-get download "$real" >&2) ||
		stop "cannot download $real (the reason stands above)"
	rm -f "$state"/*pkgcache.bin
}

unpack() {
	deb=$(echo "$work"/*.deb)
	name=$(basename "$deb" .deb)$part
	if [ -n "$part" ]; then
		set -- --wildcards './boot/vmlinuz-*' '*/kernel/block/*' '*/kernel/crypto/crc*' '*/kernel/lib/crc*' \
			'*/kernel/drivers/ata/*' '*/kernel/drivers/block/virtio*' '*/kernel/drivers/hid/*' \
			'*/kernel/drivers/net/*_net.*' '*/kernel/drivers/net/net_failover*' \
			'*/kernel/drivers/scsi/s*_mod*' '*/kernel/drivers/scsi/scsi_*' \
			'*/kernel/drivers/usb/c*' '*/kernel/drivers/usb/host/*' '*/kernel/drivers/virtio/*' \
			'*/kernel/net/core/failover*'
	else
		set -- --exclude='./lib/modules/*' --exclude='./usr/lib/modules/*'
	fi
	if [ ! -d "$debs/$name" ]; then
		mkdir "$work/root"
		dpkg-deb --fsys-tarfile "$deb" |
			tar -x -C "$work/root" --no-same-owner "$@"
		mv -T "$work/root" "$debs/$name"
	fi
	ln -sfnT "../$name" "$link"
}

mkdir -p "$debs/by-name"
exec 9>"$debs/lock"
flock -n 9 || {
	echo "fetch-deb: waiting for another download" >&2
	flock 9
}
if [ ! -d "$link/" ]; then
	work=$(mktemp -d "$debs/new.XXXXXX")
	trap 'rm -rf "$work"' EXIT
	trap 'exit 1' HUP INT TERM
	download
	unpack
fi
(cd "$link/" && pwd -P)
