# SPDX-License-Identifier: GPL-2.0-or-later
"""The APKBUILD, run as abuild would: its functions in the unpacked sources."""
import pytest
from harness.paths import REPOSITORY
from tests.packaging.installed_files import expected
from harness.sourcetree import VERSION, copy_tree, good, image, listing

APKBUILD = REPOSITORY / "packaging/apk/APKBUILD"
ABUILD = """
amove() {
    for name; do
        mkdir -p "$subpkgdir/${name%/*}"
        mv "$pkgdir/$name" "$subpkgdir/$name"
    done
}
. "$1"
build >&2 && check && package >&2 && rom && echo "$pkgname $pkgver $depends"
"""


@pytest.mark.parametrize("command", [("sh", "-n"), ("shellcheck",)], ids=lambda command: command[0])
def test_syntax(command):
    assert good(*command, APKBUILD) == ""


def test_packages(tmp_path):
    tree, whole, rom = copy_tree(tmp_path / "tree"), tmp_path / "whole", tmp_path / "rom"
    good("sh", "-euc", ABUILD, "-", APKBUILD, cwd=tree, pkgdir=str(whole), subpkgdir=str(rom))
    assert listing(rom) == ["usr/share/pvh-boot/pvh.bin -> ../qemu/pvh-boot.bin",
                            "644 usr/share/qemu/pvh-boot.bin"]
    assert (rom / "usr/share/qemu/pvh-boot.bin").read_bytes() == image(tree)
    assert sorted(listing(whole) + listing(rom)) == expected("usr")


def test_what_it_is_called():
    said = good("sh", "-euc", '. "$1"; echo "$pkgname $pkgver $license $depends"; '
                'echo $subpackages', "-", APKBUILD)
    assert said.splitlines() == [
        "pvh-boot %s GPL-2.0-or-later pvh-boot-rom=%s-r0 qemu-system-x86_64" % (VERSION, VERSION),
        "pvh-boot-doc pvh-boot-rom::noarch pvh-boot-bash-completion pvh-boot-zsh-completion"]
