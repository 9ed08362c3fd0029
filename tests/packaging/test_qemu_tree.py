# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/qemu.md: its commands in a tree like QEMU's, and the makefile rule that it gives."""
import re
import shutil
import textwrap

import pytest
from harness.paths import REPOSITORY
from harness.sourcetree import VERSION, copy_tree, good, image

TEXT = (REPOSITORY / "docs/qemu.md").read_text()
BLOCKS = [textwrap.dedent(block).strip("\n") + "\n"
          for block in re.findall(r"(?:^    .*\n)+", TEXT, re.M)]
# What QEMU's configure writes, and as much of its makefile as has to do with pvh.bin.
CONFIG = "TOPSRC_DIR=%s\nCC=gcc\nLD=ld\nOBJCOPY=objcopy\nPYTHON=python3\n"
MAKEFILE = """include config.mak
SRC_DIR := $(TOPSRC_DIR)/pc-bios/optionrom
VPATH = $(SRC_DIR)
all: pvh.bin
%s
%%.o: %%.c
	exit 1
%%.img: %%.o
	exit 1
%%.raw: %%.img
	exit 1
%%.bin: %%.raw
	exit 1
"""


def block(beginning):
    (found,) = [text for text in BLOCKS if text.startswith(beginning)]
    return found


@pytest.fixture
def tarball(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    good("make", "-C", tree, "dist", cwd=tree)
    return tree / "build" / ("pvh-boot-%s.tar.gz" % VERSION)


@pytest.fixture
def qemu(tmp_path, tarball):
    """QEMU's source tree after the commands, and a build directory."""
    source, build = tmp_path / "qemu", tmp_path / "qemu-build"
    optionrom = source / "pc-bios/optionrom"
    optionrom.mkdir(parents=True)
    build.mkdir()
    for name in ("pvh.S", "pvh_main.c"):
        (optionrom / name).write_text("QEMU's\n")
    shutil.copy(tarball, optionrom)
    good("sh", "-ec", block("cd pc-bios/optionrom\n"), cwd=source)
    (optionrom / "Makefile").write_text(MAKEFILE % block(".PHONY: FORCE\n"))
    (build / "config.mak").write_text(CONFIG % source)
    return source, build


def built(source, build):
    good("make", "-f", source / "pc-bios/optionrom/Makefile", cwd=build)
    return (build / "pvh.bin").read_bytes()


def test_the_same_image(qemu, tmp_path):
    assert built(*qemu) == image(tmp_path / "tree")
    assert not (qemu[0] / "pc-bios/optionrom/pvh.S").exists()


def test_the_files_that_are_enough(qemu, tmp_path):
    """Those of the table, and a Makefile as the text says."""
    pvh = qemu[0] / "pc-bios/optionrom/pvh"
    whole = pvh.with_name("whole")
    pvh.rename(whole)
    table = TEXT.split("| file | why |")[1].split("\n\n")[0]
    names = [name for row in table.splitlines() if row.startswith("| `")
             for name in re.findall("`([^`]+)`", row.split(" | ")[0])]
    assert len(names) == 5
    for name in names:
        (pvh / name).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if name.endswith("/") else shutil.copy)(whole / name, pvh / name)
    makefile = (pvh / "Makefile").read_text()
    head, include, _rest = re.split(r"^(include optionrom/build\.mk\n)", makefile, flags=re.M)
    (pvh / "Makefile").write_text(head + include)
    assert built(*qemu) == image(tmp_path / "tree")


def test_versions_in_the_text():
    assert set(re.findall(r"pvh-boot-([\d.]+\d)\.tar", TEXT)) == {VERSION}


def test_the_patches_have_the_same_rule():
    assert (REPOSITORY / "packaging/qemu/rule.mk").read_text() == block(".PHONY: FORCE\n")
