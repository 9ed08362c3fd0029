#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The inner half of root.sh, in its namespaces: mounts, and then the command in the root.
# usage: enter.sh ROOT DEBS COMMAND     DEBS is where apt-get keeps what it downloads
set -eu

root=$1 debs=$2 command=$3

# A mount of its own, so that what runs in it can make its `/` private, as tests do.
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount --bind "$debs" "$root/var/cache/apt/archives"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
cat >"$root/etc/apt/apt.conf.d/99throwaway" <<'END'
Acquire::Check-Valid-Until "false";
Acquire::http::Timeout "30";
Binary::apt-get::APT::Keep-Downloaded-Packages "true";
DPkg::Options { "--force-unsafe-io"; };
END
exec env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	chroot "$root" sh -c "cd /root/pvh-boot && $command"
