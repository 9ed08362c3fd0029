# SPDX-License-Identifier: GPL-2.0-or-later
"""One boot of the bench: every point is found, by plugin and by breakpoint, on every row that a
tiny kernel can be in; and what is counted between two points is what the kernel did."""
from dataclasses import replace

from tests.bench import benchguest
import pytest
from bench.count_plugin import Counts

from bench import measure, stops
from harness.bzimage import bzimage, payload
from harness.paths import BUILD
from bench.points import IN_QEMU, POINTS, USER_ENTRY
from bench.rows import MACHINES, Files, all_rows, command

ROWS = all_rows(MACHINES, with_bzimage=False)
TCG = ["-accel", "tcg"]


@pytest.fixture
def files(tmp_path):
    vmlinux = tmp_path / "vmlinux"
    vmlinux.write_bytes(benchguest.tiny())
    return Files(BUILD / "pvh.bin", vmlinux, None, BUILD / "bench/initramfs", benchguest.BASE,
                 benchguest.START_KERNEL, USER_ENTRY, benchguest.STARTUP_CODE)


def row_of(key, machine="q35"):
    return next(row for row in all_rows([machine], True) if row.way.key == key)


def assert_in_order(points):
    assert list(points) == list(IN_QEMU)
    assert sorted(points.values()) == list(points.values())
    assert points["qemu_init_end"] > 0


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_point_of_every_row_is_timed(row, files):
    assert_in_order(measure.time_boot(row, files))


@pytest.mark.parametrize("key", ["pvh-boot", "pvh-boot-kaslr", "pvh-boot-late", "pvh-qemu"])
def test_a_launcher_is_a_phase_of_its_own(key, files, tmp_path, monkeypatch):
    """The row with KASLR looks for startup_64 by its code, and does not look for start_kernel."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    image = tmp_path / "vmlinuz"
    image.write_bytes(bzimage(payload(benchguest.tiny(), "gzip")))
    row = row_of(key)
    points = measure.time_boot(row, replace(files, bzimage=image))
    assert list(points) == [name for name in POINTS
                            if not (row.way.is_moved and name == "linux_start_kernel")]
    assert sorted(points.values()) == list(points.values()) and points["launcher_end"] > 0


@pytest.mark.parametrize("key", ["pvh-boot", "pvh-boot-kaslr"])
def test_only_the_row_with_kaslr_has_it(key, files, tmp_path):
    row = row_of(key)
    words = command(row, replace(files, bzimage=tmp_path / "vmlinuz"), [])
    assert ("nokaslr" in " ".join(words)) == (not row.way.is_moved)


@pytest.mark.parametrize("key", ["ours", "ours-early", "qboot-vmlinux"])
def test_breakpoints_find_the_same_points(key, files):
    assert_in_order(stops.time_boot(row_of(key), files, TCG))


def test_counts_what_the_kernel_did(files):
    counts = measure.count_boot(row_of("ours"), files)
    passed = [Counts(*counts[name]) for name in IN_QEMU[1:]]
    assert passed[0] == Counts(0, 0, 0)
    assert passed[3] - passed[2] == Counts(*benchguest.STARTUP_COUNTS)
    assert passed[4] - passed[3] == Counts(*benchguest.MAIN_COUNTS)
