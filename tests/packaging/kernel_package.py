# SPDX-License-Identifier: GPL-2.0-or-later
"""A Debian package of a kernel, whose scripts do what those of Debian's kernels do for hooks."""
from pathlib import Path

from harness.sourcetree import good

SCRIPT = """#!/bin/sh
set -e
DEB_MAINT_PARAMS="$*" run-parts --report --exit-on-error --arg={version} \\
	--arg=/boot/vmlinuz-{version} /etc/kernel/{hook}.d
"""
CONTROL = """Package: linux-image-{version}
Version: 1
Architecture: all
Maintainer: nobody <nobody@example.org>
Description: a kernel
"""


def kernel_package(directory: Path, version: str, vmlinuz: bytes) -> str:
    """Made in this directory; its name there."""
    tree = directory / version
    for part in ("boot", "DEBIAN"):
        (tree / part).mkdir(parents=True)
    (tree / "boot" / ("vmlinuz-" + version)).write_bytes(vmlinuz)
    (tree / "DEBIAN/control").write_text(CONTROL.format(version=version))
    for hook in ("postinst", "postrm"):
        script = tree / "DEBIAN" / hook
        script.write_text(SCRIPT.format(version=version, hook=hook))
        script.chmod(0o755)
    name = version + ".deb"
    good("dpkg-deb", "--root-owner-group", "--build", "-Zgzip", tree, directory / name)
    return name
