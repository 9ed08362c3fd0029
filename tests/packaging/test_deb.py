# SPDX-License-Identifier: GPL-2.0-or-later
"""make deb: what is in the packages, and a source directory that stays as it was."""
import gzip
import re

from tests.packaging import debs
from harness import processes
import pytest
from harness.paths import REPOSITORY
from tests.packaging.installed_files import DOCS, NAMES
from harness.sourcetree import VERSION, copy_tree, image, listing

DOC = "usr/share/doc/"


@pytest.fixture
def packages(tmp_path_factory):
    return debs.built(tmp_path_factory)


def sorted_by_path(lines):
    return sorted(lines, key=lambda line: line.split(" -> ")[0].split()[-1])


def debian_files(package):
    documents = ("changelog.Debian.gz", "changelog.gz", "copyright")
    return ["644 %s%s/%s" % (DOC, package, name) for name in documents] + \
        ["644 usr/share/lintian/overrides/" + package]


def test_files_of_the_rom(packages):
    package = debs.deb(packages, debs.ROM)
    documents = ["644 %spvh-boot-rom/%s" % (DOC, name)
                 for name in ("README.md", "SECURITY.md", *DOCS)]
    assert debs.files(package) == sorted_by_path([
        *debian_files(debs.ROM), *documents, "644 usr/share/man/man7/pvh.bin.7.gz",
        "755 usr/share/pvh-boot/divert", "usr/share/pvh-boot/pvh.bin -> ../qemu/pvh-boot.bin",
        "644 usr/share/qemu/pvh-boot.bin"])


def test_files_of_the_tools(packages):
    assert debs.files(debs.deb(packages, debs.TOOLS)) == sorted_by_path([
        *debian_files(debs.TOOLS), "755 usr/share/pvh-boot/kernel-hook",
        *("755 usr/bin/" + name for name in NAMES),
        "755 etc/kernel/postinst.d/zz-pvh-boot", "755 etc/kernel/postrm.d/zz-pvh-boot",
        *("644 usr/share/man/man1/%s.1.gz" % name for name in NAMES),
        *("644 usr/share/bash-completion/completions/" + name for name in NAMES),
        *("644 usr/share/zsh/vendor-completions/_" + name for name in NAMES)])


def test_the_rom_is_the_one_that_make_builds(packages, tmp_path):
    """With the compiler that the package wants, whatever this make was told."""
    tar = processes.run(["dpkg-deb", "--fsys-tarfile", debs.deb(packages, debs.ROM)],
                        check=True, stdout=processes.PIPE)
    rom = processes.run(["tar", "-xO", "./usr/share/qemu/pvh-boot.bin"], input=tar.stdout,
                        check=True, stdout=processes.PIPE)
    assert rom.stdout == image(copy_tree(tmp_path))


def test_control(packages):
    rom, tools = (debs.control(debs.deb(packages, name)) for name in (debs.ROM, debs.TOOLS))
    for fields, architecture in ((rom, "all"), (tools, debs.ARCHITECTURE)):
        assert [fields[name] for name in ("Version", "Architecture", "Multi-Arch")] == [
            VERSION + "-1", architecture, "foreign"]
    assert "Depends" not in rom and rom["Enhances"] == "qemu-system-x86"
    # t64: the libraries' names since Debian 13.
    needed = [re.sub("t64$", "", package.split()[0]) for package in tools["Depends"].split(", ")]
    assert needed == ["pvh-boot-rom", "qemu-system-x86", "seabios", "libarchive13", "libc6",
                      "liblzo2-2"]


def test_lintian_has_nothing_to_say(packages):
    said = (packages / "said").read_text()
    assert "lintian --allow-root --fail-on error,warning" in said
    assert [line for line in said.splitlines() if line[:3] in ("E: ", "W: ")] == []
    assert "\n%s" % debs.deb(packages, debs.TOOLS) in said


def test_changelogs(packages, tmp_path):
    processes.run(["dpkg-deb", "-x", debs.deb(packages, debs.ROM), tmp_path], check=True)
    doc = tmp_path / DOC / debs.ROM
    ours = gzip.decompress((doc / "changelog.gz").read_bytes())
    assert ours == (REPOSITORY / "CHANGELOG.md").read_bytes()
    first = gzip.decompress((doc / "changelog.Debian.gz").read_bytes()).decode().splitlines()[0]
    assert first == "pvh-boot (%s-1) unstable; urgency=medium" % VERSION


def test_sources_stay_clean(packages):
    assert listing(packages / "tree") == (packages / "before").read_text().splitlines()
