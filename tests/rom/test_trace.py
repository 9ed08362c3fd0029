# SPDX-License-Identifier: GPL-2.0-or-later
"""opt/pvh/trace: the boot's milestones on the ports that boot-time benchmarks listen to."""
from harness import boot, early, shapes
import pytest
from harness.refusals import sentence

FW_START, FW_DO_BOOT = b"\x01", b"\x05"                      # port 0xf5
LINUX_START_BOOT, LINUX_START_PVHBOOT = b"\x03", b"\x04"     # port 0xf4
INT19 = (early.Way("kernel", "kernel"), early.Way("fwcfg", "fwcfg"))


class Trace:
    """Both ports' writes, in their order, with QEMU's own log of them."""

    def __init__(self, directory):
        self._file = directory / "trace"

    @property
    def options(self):
        return ["-chardev", "file,id=trace,mux=on,path=%s" % self._file,
                "-device", "isa-debugcon,iobase=0xf5,chardev=trace",
                "-device", "isa-debugcon,iobase=0xf4,chardev=trace"]

    def seen(self) -> bytes:
        return self._file.read_bytes()


@pytest.fixture
def trace(tmp_path):
    return Trace(tmp_path)


def asked(way, value):
    return {**way.what, "items": [*way.what.get("items", ()), ("opt/pvh/trace", value)]}


@pytest.mark.parametrize("way", [*INT19, *early.WAYS], ids=str)
def test_milestones(machine, way, trace, kernel):
    r = boot.boot(machine, kernel=kernel.elf, extra=trace.options, **asked(way, b"on"))
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
    assert trace.seen() == FW_START + FW_DO_BOOT + LINUX_START_BOOT + LINUX_START_PVHBOOT


@pytest.mark.parametrize("what", [{}, *({"items": [("opt/pvh/trace", value)]}
                                        for value in (b"off", b"", b"o", b"ON"))], ids=str)
def test_not_asked_for(what, trace, kernel):
    boot.boot(boot.Q35, kernel=kernel.elf, extra=trace.options, **what)
    assert trace.seen() == b""


def test_refused(trace, disk):
    """No kernel was entered, and none was about to be."""
    with boot.start(boot.PC, kernel=shapes.nuttx().elf, disk=disk, route="fwcfg",
                    extra=trace.options, items=[("opt/pvh/trace", b"on")]) as vm:
        vm.wait_text("report", "disk\n")
        assert sentence("NO_ENTRY_NOTE") in vm.log
    assert trace.seen() == FW_START + FW_DO_BOOT


def test_no_kernel(trace, disk):
    """The ROM stays to say so."""
    with boot.start(boot.PC, disk=disk, route="fwcfg", extra=trace.options,
                    items=[("opt/pvh/trace", b"on")]) as vm:
        vm.wait_text("report", "disk\n")
        assert sentence("NO_KERNEL") in vm.log
    assert trace.seen() == FW_START
