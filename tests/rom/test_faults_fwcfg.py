# SPDX-License-Identifier: GPL-2.0-or-later
"""fw_cfg that is another at INT 19h than at init, or that does not give its name.

The first is what a migration to a QEMU with other options makes of it.
"""
import zlib

from harness import boot, shapes, snapshot
import pytest
from harness.elf import patch
from harness.gdbstub import Debugger, paused, symbols
from harness.offers import without_dma
from harness.qemu import DISK_EXIT
from harness.refusals import check_said_once, sentence

INITRD = b"initrd" * 999
MODULE = "opt/pvh/module%d"
NO_KERNEL = sentence("NO_KERNEL")
SIGNATURE = 0
WRONG = int.from_bytes(b"QEMV", "little")


def fwcfg(kernel, disk, **what):
    return dict(kernel=kernel, disk=disk, route="fwcfg", **what)


def check_refused(machine, directory, before, after, expected):
    """Said, and the disk boots, in the second QEMU."""
    with snapshot.moved(machine, snapshot.INT19, directory, before,
                        dict(after, exit_device=True)) as (first, second):
        second.wait_exit(DISK_EXIT)
        check_said_once(second, expected)
        assert second.text("report") == "disk\n"
        assert "pvh: " not in first.log


@pytest.mark.parametrize("route", ["fwcfg", "kernel"])
def test_kernel_gone(machine, route, kernel, disk, tmp_path):
    check_refused(machine, tmp_path,
                  dict(kernel=kernel.elf, disk=disk, route=route, exit_device=True),
                  fwcfg(None, disk), NO_KERNEL)


@pytest.mark.parametrize("name", ["cut-short", "damaged"])
def test_kernel_spoiled(name, kernel, disk, tmp_path):
    elf, why = {"cut-short": (kernel.elf[:63], sentence("BAD_FILE_SIZE", 63)),
                "damaged": (patch(kernel.elf, "e_machine", 40),
                            sentence("BAD_ELF_FIELD", "machine", 40, 62))}[name]
    check_refused(boot.PC, tmp_path, dict(fwcfg(kernel.elf, disk), exit_device=True),
                  fwcfg(elf, disk), why)


def test_module_gone(kernel, disk, tmp_path):
    items = [(MODULE % n, b"m" * n) for n in (1, 2)]
    check_refused(boot.PC, tmp_path,
                  dict(fwcfg(kernel.elf, disk, items=items), exit_device=True),
                  fwcfg(kernel.elf, disk, items=items[1:]), sentence("NO_MODULE", 1))


@pytest.mark.parametrize("initrd", [None, INITRD], ids=["initrd-gone", "initrd-new"])
def test_another_kernel(initrd, kernel, tmp_path):
    """What is there at INT 19h is what boots."""
    other = shapes.freebsd()
    before = dict(kernel=kernel.elf, initrd=b"i" * 50, append="first", route="fwcfg")
    after = dict(kernel=other.elf, initrd=initrd, append="second", route="fwcfg")
    with snapshot.moved(boot.PC, snapshot.INT19, tmp_path, before, after) as (_, second):
        r = second.wait_report()
    assert other.violations(r, initrd=bool(initrd)) == []
    assert [m.crc for m in r.modules] == [zlib.crc32(data) for data in [initrd] if data]
    assert r.cmdline == b"second"


def spoil_signature(vm, directory, times):
    """Without DMA the ROM asks for it each time: give another, from the `times`-th time on."""
    at = symbols(boot.ROM.with_suffix(".elf"))["fw_cfg_read_u32"]
    with Debugger(vm, directory) as debugger:
        for _ in range(times):
            debugger.run_to(at, lambda r: r["ax"] == SIGNATURE)
            debugger.step()
        debugger.run_to(at, lambda r: r["ax"] == SIGNATURE)
        debugger.return_with(WRONG)
        debugger.detach()


@pytest.mark.parametrize("times", [0, 1], ids=["init", "int19"])
def test_wrong_signature(machine, times, kernel, disk, tmp_path):
    """No fw_cfg: no trace is left. At INT 19h: the kernel is gone."""
    machine = without_dma(machine)
    if machine.disk == boot.MICROVM.disk and not machine.acpi:
        pytest.skip("SeaBIOS finds no disk on this microvm, which has no ACPI")
    with boot.start(machine, extra=paused(tmp_path),
                    **fwcfg(kernel.elf, disk, exit_device=True)) as vm:
        spoil_signature(vm, tmp_path, times)
        vm.wait_exit(DISK_EXIT)
        assert vm.text("report") == "disk\n"
        if times:
            check_said_once(vm, NO_KERNEL)
        else:
            assert "pvh: " not in vm.log and vm.text("com1") == ""
