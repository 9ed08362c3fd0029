# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/qemu.md on Debian's own source packages of QEMU: the patches apply, and build this image."""
import shutil

import pytest
from harness.paths import REPOSITORY
from harness.sourcetree import copy_tree, good, image, run

QEMU = REPOSITORY / "packaging/qemu"
# What QEMU's configure writes for pc-bios/optionrom (write_target_makefile).
CONFIG = """\
TOPSRC_DIR=%s
EXTRA_CFLAGS=-m32
CC=gcc
CCAS=gcc
LD=ld
OBJCOPY=objcopy
PYTHON=python3
"""


@pytest.fixture(params=["bookworm", "trixie"])
def source(request, tmp_path):
    fetched = run(QEMU / "source.sh", request.param)
    if fetched.returncode:
        pytest.skip("QEMU's sources cannot be had: " + fetched.stdout.strip())
    return shutil.copytree(fetched.stdout.strip(), tmp_path / "qemu")


def patched(source, tmp_path):
    good("make", "qemu-patch", "QEMU_SOURCE=%s" % source, "BUILD=%s" % (tmp_path / "build"))
    for patch in sorted((tmp_path / "build/qemu").iterdir()):
        # Not as a part of this repository: git would pass over names outside of it.
        good("env", "GIT_CEILING_DIRECTORIES=%s" % source.parent, "git", "apply", patch, cwd=source)
    return source


def by_qemus_makefile(source, directory):
    (directory / "config.mak").write_text(CONFIG % source)
    good("make", "-f", source / "pc-bios/optionrom/Makefile", cwd=directory)


def by_debians_makefile(source, directory):
    """As debian/rules has it."""
    good("make", "-f", source / "debian/optionrom.mak", "-C", directory, "SRC_PATH=%s" % source,
         "all")


def built(build, source, directory):
    directory.mkdir()
    build(source, directory)
    assert (directory / "linuxboot_dma.bin").exists()
    return (directory / "pvh.bin").read_bytes()


def test_the_patches_build_this_image(source, tmp_path):
    ours = image(copy_tree(tmp_path / "tree"), CC="gcc")
    patched(source, tmp_path)
    assert built(by_qemus_makefile, source, tmp_path / "upstream") == ours
    if (source / "debian/optionrom.mak").exists():
        assert built(by_debians_makefile, source, tmp_path / "debian") == ours


def test_debian_12_builds_by_its_own_makefile(source):
    """And Debian 13 by QEMU's; docs/qemu.md says so."""
    version = (source / "VERSION").read_text()
    assert (source / "debian/optionrom.mak").exists() == version.startswith("7.2")


def test_other_sources(tmp_path):
    done = run(QEMU / "patch.sh", tmp_path, tmp_path / "out")
    assert done.returncode == 1 and done.stdout.endswith(
        "qemu-patch: %s has no pc-bios/optionrom/pvh.S: are these QEMU's sources?\n" % tmp_path)
