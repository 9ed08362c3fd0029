#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints the URI of the Debian mirror that this machine's apt uses; DEBIAN_MIRROR=URI names another.
set -eu

if [ -z "${DEBIAN_MIRROR-}" ]; then
	DEBIAN_MIRROR=$(apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' \
		'Created-By: Packages' 2>/dev/null |
		awk '$1 !~ /^cdrom:/ && $1 ~ /\/debian\/?$/ { print $1; exit }')
fi
[ -n "$DEBIAN_MIRROR" ] && echo "$DEBIAN_MIRROR"
