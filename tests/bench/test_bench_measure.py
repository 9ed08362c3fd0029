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
from bench.measure import Failed
from bench.points import IN_QEMU, POINTS, USER_ENTRY
from bench.rows import MACHINES, Files, all_rows

ROWS = all_rows(MACHINES, with_bzimage=False)
TCG = ["-accel", "tcg"]


@pytest.fixture
def files(tmp_path):
    def make(kernel=benchguest.tiny(), qemu="qemu-system-x86_64"):
        vmlinux = tmp_path / "vmlinux"
        vmlinux.write_bytes(kernel)
        return Files(BUILD / "pvh.bin", vmlinux, None, BUILD / "bench/initramfs", benchguest.BASE,
                     benchguest.START_KERNEL, USER_ENTRY, qemu)
    return make


def row_of(key, machine="q35"):
    return next(row for row in ROWS if row.way.key == key and row.machine == machine)


def assert_in_order(points):
    assert list(points) == list(IN_QEMU)
    assert sorted(points.values()) == list(points.values())
    assert points["qemu_init_end"] > 0


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_point_of_every_row_is_timed(row, files):
    assert_in_order(measure.time_boot(row, files()))


@pytest.mark.parametrize("key", ["pvh-boot", "pvh-boot-late", "pvh-qemu"])
def test_a_launcher_is_a_phase_of_its_own(key, files, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    image = tmp_path / "vmlinuz"
    image.write_bytes(bzimage(payload(benchguest.tiny(), "gzip")))
    row = next(row for row in all_rows(["q35"], True) if row.way.key == key)
    points = measure.time_boot(row, replace(files(), bzimage=image))
    assert list(points) == list(POINTS)
    assert sorted(points.values()) == list(points.values()) and points["launcher_end"] > 0


@pytest.mark.parametrize("key", ["ours", "ours-early", "qboot-vmlinux"])
def test_breakpoints_find_the_same_points(key, files):
    assert_in_order(stops.time_boot(row_of(key), files(), TCG))


def test_counts_what_the_kernel_did(files):
    counts = measure.count_boot(row_of("ours"), files())
    passed = [Counts(*counts[name]) for name in IN_QEMU[1:]]
    assert passed[0] == Counts(0, 0, 0)
    assert passed[3] - passed[2] == Counts(*benchguest.STARTUP_COUNTS)
    assert passed[4] - passed[3] == Counts(*benchguest.MAIN_COUNTS)


def test_the_first_time_at_a_point_counts(tmp_path):
    (tmp_path / "out").write_text("fw_start 1 2 3\nlinux_start_user 4 5 6\nfw_start 7 8 9\n")
    assert measure.passed_points(tmp_path / "out") == {"fw_start": [1, 2, 3],
                                                       "linux_start_user": [4, 5, 6]}


def test_a_guest_that_ends_too_early_has_failed(files):
    kernel = files(benchguest.tiny().replace(benchguest.PORTS, b"\xb0\xfe\xe6\x64"))  # reset
    with pytest.raises(Failed, match="the guest ended before linux_start_user; it came to "
                                     ".*linux_startup_64, linux_start_kernel$"):
        measure.time_boot(row_of("ours"), kernel)


@pytest.mark.parametrize("time_boot", [measure.time_boot,
                                       lambda row, files: stops.time_boot(row, files, TCG)],
                         ids=["plugin", "breakpoints"])
def test_says_when_qemu_fails(time_boot, files):
    with pytest.raises(Failed, match="ended with 1"):
        time_boot(row_of("ours"), files(qemu="qemu-system-x86_64 -nonsense"))


def test_the_firmware_says_where_it_begins_to_boot():
    image = bytes(0x20000 - 8) + bytes.fromhex("90 cd 19 cb 90 90 90 90")
    assert stops.in_firmware(image, "cd19") == 0xFFFF9
    assert stops.in_firmware(image, "b814000000") is None
    assert stops.in_firmware(b"\xcd\x19" + bytes(0x1FFFE), "cd19") is None
