# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/initramfs.sh, without a network."""
import os
import shutil
import stat

import pytest
from harness.elfimage import Image, entry_note, note_segment
from harness.toolbench import SCRIPTS, Bench


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def cpio_members(packed: bytes):
    """Name: (mode, owner, time, bytes) of a cpio archive in the newc format."""
    members, at = {}, 0
    while True:
        assert packed[at:at + 6] == b"070701"
        field = [int(packed[at + 6 + 8 * i:at + 14 + 8 * i], 16) for i in range(13)]
        name_at, size = at + 110, field[6]
        name = packed[name_at:name_at + field[11] - 1].decode()
        data_at = (name_at + field[11] + 3) // 4 * 4
        if name == "TRAILER!!!":
            return members
        members[name] = field[1], field[2:4], field[5], packed[data_at:data_at + size]
        at = (data_at + size + 3) // 4 * 4


def test_initramfs_holds_busybox_and_init(bench):
    out = bench.path / "initramfs"
    assert bench.call("initramfs.sh", out).returncode == 0
    members = cpio_members(out.read_bytes())
    assert list(members) == [".", "bin", "bin/busybox", "bin/sh", "dev", "init", "proc", "root",
                             "sys"]
    assert members["init"][3] == (SCRIPTS / "init.sh").read_bytes()
    assert members["bin/busybox"][3] == (bench.packages["amd64"] / "bin/busybox").read_bytes()
    assert members["bin/sh"][3] == b"busybox"
    for name in ("init", "bin/busybox"):
        assert members[name][0] == stat.S_IFREG | 0o755
    assert all(owner == [0, 0] and time == 0 for _, owner, time, _ in members.values())


def test_initramfs_is_the_same_at_every_run(bench):
    first, second = bench.path / "first", bench.path / "elsewhere" / "second"
    second.parent.mkdir()
    bench.call("initramfs.sh", first)
    busybox = bench.packages["amd64"] / "bin" / "busybox"
    busybox.chmod(0o700)
    os.utime(busybox, (1, 1))
    bench.call("initramfs.sh", second, LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    assert first.read_bytes() == second.read_bytes()
    assert os.listdir(second.parent) == ["second"]


def without_debian(bench, busybox: bytes):
    """initramfs.sh where apt has no sources and busybox is this program."""
    programs = bench.path / "bin"
    programs.mkdir()
    for name, program in (("apt-get", b"#!/bin/sh\n"), ("busybox", busybox)):
        (programs / name).write_bytes(program)
        (programs / name).chmod(0o755)
    shutil.rmtree(bench.cache)
    return bench.call("initramfs.sh", bench.path / "out", PATH=f"{programs}:{os.environ['PATH']}")


def test_without_debian_it_is_this_machines_busybox(bench):
    static = Image([note_segment(entry_note(0x1000000))]).build()
    assert without_debian(bench, static).returncode == 0
    assert cpio_members((bench.path / "out").read_bytes())["bin/busybox"][3] == static
