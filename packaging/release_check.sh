#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Prints a line for each thing that does not fit a release. Run it in the sources, with nothing
# uncommitted.
# usage: release_check.sh     BUILD is the build directory, with the ROM
set -eu

version=$(cat VERSION)
status=0

wrong() {
	echo "release-check: $*" >&2
	status=1
}

[ -z "$(git status --porcelain)" ] || wrong "not committed: $(git status --porcelain | wc -l) files"

heading=$(sed -n 's/^## //p' CHANGELOG.md | head -n 1)
case $heading in
"$version "*) ;;
*) wrong "CHANGELOG.md begins with \"$heading\", not with \"$version\" and a date" ;;
esac

for line in packaging/rpm/pvh-boot.spec:Version: packaging/apk/APKBUILD:pkgver=; do
	grep -q "^${line#*:}[[:space:]]*$version\$" "${line%%:*}" ||
		wrong "${line%%:*} has another version than VERSION, $version"
done

if tagged=$(git rev-parse -q --verify "v$version^{commit}") &&
	[ "$tagged" != "$(git rev-parse HEAD)" ]; then
	wrong "the tag v$version is on another commit; VERSION is that of the last release"
fi

image=$(sha256sum "$BUILD/pvh.bin" | cut -c 1-16)
sum='s/.*pvh\.bin[^0-9a-f]*\(.*sha256 \|SHA-256 | \|\)\([0-9a-f]\{16\}\).*/\2/p'
for page in docs/reliability.md docs/performance.md; do
	measured=$(sed -n "$sum" "$page" | sort -u)
	for one in ${measured:-none}; do
		[ "$one" = "$image" ] || wrong "$page has figures of the image $one…, the sources make $image…"
	done
done

[ "$status" != 0 ] || echo "release-check: $version is consistent; next: git tag -s v$version"
exit "$status"
