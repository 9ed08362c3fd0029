# SPDX-License-Identifier: GPL-2.0-or-later
"""Machines saved, loaded and migrated while the ROM is at work: the boot just goes on."""
import zlib

from harness import boot, early, snapshot
import pytest
from harness.gdbstub import Debugger, paused, registers
from harness.kernels import filler
from harness.snapshot import MOMENTS

MACHINES = (boot.PC, boot.Q35, boot.MICROVM)
INITRD = filler(50001)
MODULE = filler(4097, 2)
AT_INT19 = early.Way("kernel-int19", "kernel")
WAYS = (AT_INT19, early.Way("fwcfg-int19", "fwcfg"), early.KERNEL_ASKED, early.FWCFG_DEPLOYED)


@pytest.fixture(params=MACHINES, ids=str)
def machine_(request):
    return request.param


@pytest.fixture(params=WAYS, ids=str)
def way(request):
    return request.param


def given(way_, kernel):
    """Without an initrd file of fw_cfg's, so that QEMU is asked for its own."""
    items = [*way_.items, ("opt/pvh/module1", MODULE)]
    return dict(kernel=kernel.elf, initrd=INITRD if way_.route == "kernel" else None, append="a b",
                route=way_.route, items=items)


def check(r, way_, machine, kernel):
    wanted = [INITRD] if way_.route == "kernel" else []
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []
    assert [m.crc for m in r.modules] == [zlib.crc32(data) for data in [*wanted, MODULE]]
    assert r.cmdline == b"a b"


def hmp(vm, line):
    """A command that has nothing to say if it went well."""
    assert vm.hmp(line) == "", line


def test_saved_and_loaded(machine_, way, kernel, tmp_path):
    """One run, saved at every moment; then each of these is gone on from."""
    extra = [*paused(tmp_path), *snapshot.drive(tmp_path)]
    with boot.start(machine_, extra=extra, **given(way, kernel)) as vm:
        with Debugger(vm, tmp_path) as debugger:
            addresses = {}
            for moment in MOMENTS:
                addresses[moment] = moment.run_to(debugger)
                hmp(vm, "savevm " + moment.name)
            debugger.detach()
        first = vm.wait_report(1)
        check(first, way, machine_, kernel)
        for number, moment in enumerate(MOMENTS, 2):
            vm.qmp("stop")
            hmp(vm, "loadvm " + moment.name)
            assert registers(vm)["ip"] == addresses[moment]
            vm.qmp("cont")
            assert vm.wait_report(number) == first


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_migrated(machine_, moment, kernel, tmp_path):
    """Running, to a second QEMU that has run nothing before."""
    way_ = WAYS[MOMENTS.index(moment)]
    what = given(way_, kernel)
    with snapshot.moved(machine_, moment, tmp_path, what, what) as (first, second):
        r = second.wait_report()
        assert first.text("report") == "" and "SeaBIOS (version" not in second.log
    check(r, way_, machine_, kernel)
