# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-boot for real: guests that report what they were handed, by whatever route it chose."""
import os

from harness import boot, linux, processes, report, shapes
import pytest
from harness.bzimage import bzimage, payload
from harness.elfimage import Segment, entry_note, note_segment
from harness.kernels import filler, kernel
from harness.qemu import GOOD_EXIT
from harness.terminal import Terminal
from harness.toolrun import TOOLS

LIMIT = 120
MULTIBOOT = b"\x02\xb0\xad\x1b" + bytes(4) + b"\xfe\x4f\x52\xe4"
BY_KERNEL, BY_FW_CFG = " -kernel ", " -option-rom "


def multiboot():
    """A Multiboot header as well, which QEMU looks at first."""
    return kernel([Segment(data=MULTIBOOT + filler(500), paddr=shapes.LINUX),
                   note_segment(entry_note(shapes.LINUX + 512))])


def low():
    """All of it where SeaBIOS clears memory on its way to INT 19h."""
    return shapes.plain(0x40000)


def pvh_boot(tmp_path, *words):
    """A finished process, its cache and its ROM the test's own."""
    rom = tmp_path / "pvh.bin"
    if not rom.exists():
        rom.symlink_to(boot.ROM.resolve())
    return processes.run(
        [TOOLS / "pvh-boot", "--rom", rom, "--accel", "tcg", *words], text=True,
        capture_output=True, limit_s=LIMIT, cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})


def check(tmp_path, guest, expected_route, *words, acpi=True):
    """Boots it by pvh-boot; status and report are as they must be."""
    (tmp_path / "kernel").write_bytes(bzimage(payload(guest.elf, "gzip")))
    (tmp_path / "initrd").write_bytes(b"i" * 5000)
    ours = [*words, "--initrd", tmp_path / "initrd", "-a", "one, two", "-m", "128M",
            tmp_path / "kernel"]
    qemus = ["--", "-device", "isa-debug-exit", "-debugcon", f"file:{tmp_path}/report"]
    assert expected_route in pvh_boot(tmp_path, "--dry-run", *ours, *qemus).stdout
    done = pvh_boot(tmp_path, *ours, *qemus)
    assert done.returncode == GOOD_EXIT, done.stderr
    r = report.parse((tmp_path / "report").read_text(encoding="latin-1"))
    assert guest.violations(r, initrd=True, acpi=acpi) == []
    assert r.cmdline == b"one, two"
    assert r.modules[0].entry.size == 5000
    return r


@pytest.mark.parametrize("early", [[], ["--early"]], ids=["int19", "early"])
@pytest.mark.parametrize("route", ["kernel", "fw_cfg"])
@pytest.mark.parametrize("machine", ["q35", "pc", "isapc", "microvm"])
def test_every_machine_and_route(tmp_path, machine, route, early):
    route_words = {"kernel": BY_KERNEL, "fw_cfg": BY_FW_CFG}[route]
    check(tmp_path, shapes.debian_amd64(), route_words, "-M", machine, "--route", route, *early,
          acpi=machine != "isapc")


@pytest.mark.parametrize("name", ["pc-i440fx-3.1", "pc-q35-2.12"])
def test_machine_types_older_than_pvh(tmp_path, old_machine):
    check(tmp_path, shapes.debian_amd64(), BY_FW_CFG, "-M", str(old_machine))


NOT_BY_QEMU = {**{name: shapes.GOOD[name] for name in (
    "note_align_0", "note_align_1", "note_align_8", "padded_to_8", "gnu_property_first",
    "gnu_property_between", "gnu_note_before", "other_owner_before")},
    "multiboot": multiboot, "low": low}


@pytest.mark.parametrize("shape", NOT_BY_QEMU)
def test_kernels_that_qemu_cannot_boot(tmp_path, shape):
    """Packed for the cache, a kernel has no Multiboot header where QEMU looks for one."""
    check(tmp_path, NOT_BY_QEMU[shape](), BY_KERNEL if shape == "multiboot" else BY_FW_CFG)


@pytest.mark.parametrize("shape", shapes.GOOD)
def test_the_route_of_every_shape(tmp_path, shape):
    """What QEMU itself takes is left to it."""
    (tmp_path / "kernel").write_bytes(shapes.GOOD[shape]().elf)
    expected = BY_FW_CFG if shape in NOT_BY_QEMU else BY_KERNEL
    assert expected in pvh_boot(tmp_path, "-n", tmp_path / "kernel").stdout


def test_a_disk_beside_the_kernel(tmp_path, disk):
    """The controller that q35 has for it is there; the kernel goes first."""
    (tmp_path / "disk").write_bytes(disk)
    guest = shapes.debian_amd64()
    (tmp_path / "kernel").write_bytes(guest.elf)
    done = pvh_boot(tmp_path, "-m", "128M", tmp_path / "kernel", "--", "-drive",
                    f"format=raw,file={tmp_path}/disk", "-device", "isa-debug-exit")
    assert done.returncode == GOOD_EXIT, done.stderr


@pytest.mark.parametrize("words", [["--early"], ["-M", "microvm", "--route", "fw_cfg"]],
                         ids=["early", "microvm"])
def test_debians_kernel(tmp_path, words):
    """Its vmlinuz. It does not check its timer, which may be late on a busy host."""
    initrd = linux.initramfs("amd64", tmp_path)
    append = "console=ttyS0 no_timer_check"
    done = pvh_boot(tmp_path, *words, "--initrd", initrd, "--append", append,
                    linux.vmlinuz(linux.CLOUD))
    assert done.returncode == 0, done.stderr
    account = linux.account(done.stdout)
    assert account["boot loader type (176 means entered through PVH)"].split() == ["176"]
    assert account["command line"].strip() == append


def test_on_a_terminal(tmp_path):
    """The ROM's refusal is seen there; Ctrl-C is for the guest, and Ctrl-A x ends QEMU."""
    elsewhere = kernel([Segment(paddr=shapes.LINUX), note_segment(entry_note(0x1234))])
    (tmp_path / "kernel").write_bytes(elsewhere.elf)
    session = Terminal([TOOLS / "pvh-boot", "--rom", boot.ROM, "--accel", "tcg",
                        tmp_path / "kernel"], dict(os.environ), LIMIT)
    session.expect(f"pvh-boot: booting {tmp_path}/kernel on q35 (tcg, 1G, 1 CPU) through {boot.ROM}"
                   ", without KASLR: its relocations are in a vmlinuz only"
                   " (Ctrl-A x ends QEMU)\r\n")
    session.expect("pvh: entry point 0x1234 is outside the kernel")
    session.send("\x03")
    session.send("\x01x")
    session.expect("QEMU: Terminated")
    assert session.status() == 0
    session.close()
