# SPDX-License-Identifier: GPL-2.0-or-later
"""The ROM area read-only while the ROM's init runs, and other ROMs at INT 19h."""
from contextlib import contextmanager

from harness import boot, qtest, roms, shapes, snapshot
import pytest
from harness.gdbstub import Debugger, paused
from harness.qemu import DISK_EXIT, GOOD_EXIT
from harness.qtest import Qtest
from harness.refusals import check_said_once, sentence

PCI_ADDRESS, PCI_DATA = 0xcf8, 0xcfc
# The host bridge's PAM registers for 0xc0000-0xdffff; "reads go to RAM, writes nowhere".
# Above are variables of SeaBIOS.
PAM = {"pc": 0x5a, "q35": 0x91}
PAM_COUNT, READ_ONLY = 4, 0x11
GUARDED = (boot.PC, boot.Q35)


@pytest.fixture(params=GUARDED, ids=str)
def machine_(request):
    return request.param


def make_read_only(machine, directory):
    with Qtest(directory) as ports:
        for register in range(PAM[machine.name], PAM[machine.name] + PAM_COUNT):
            ports.out(PCI_ADDRESS, 4, 0x80000000 | register & ~3)
            ports.out(PCI_DATA + register % 4, 1, READ_ONLY)


@contextmanager
def read_only_at_init(machine, directory, **what):
    """A running machine whose ROM area was shut when our init had just begun."""
    extra = [*paused(directory), *qtest.options(directory)]
    with boot.start(machine, extra=extra, route="fwcfg", exit_device=True, **what) as vm:
        with Debugger(vm, directory) as debugger:
            snapshot.INIT.run_to(debugger)
            make_read_only(machine, directory)
            debugger.detach()
        yield vm


def test_boots_as_an_entry_of_the_boot_order(machine_, kernel, disk, tmp_path):
    """INT 19h could not be hooked: without a place for the old vector it is left alone."""
    with read_only_at_init(machine_, tmp_path, kernel=kernel.elf, disk=disk, rom_index=0,
                           disk_index=1) as vm:
        vm.wait_exit(GOOD_EXIT)
        r, = vm.reports()
        assert "Booting from ROM..." in vm.log
    assert kernel.violations(r, initrd=False) == []


def test_disk_goes_first_without_a_boot_order(machine_, kernel, disk, tmp_path):
    with read_only_at_init(machine_, tmp_path, kernel=kernel.elf, disk=disk) as vm:
        vm.wait_exit(DISK_EXIT)
        assert vm.text("report") == "disk\n" and "pvh: " not in vm.log


def test_refuses_as_an_entry_of_the_boot_order(machine_, disk, tmp_path):
    with read_only_at_init(machine_, tmp_path, kernel=shapes.nuttx().elf, disk=disk, rom_index=0,
                           disk_index=1) as vm:
        vm.wait_exit(DISK_EXIT)
        check_said_once(vm, sentence("NO_ENTRY_NOTE"))


def test_cannot_vanish(machine_, disk, tmp_path):
    """Nor is there anything to boot: it says so when its turn comes."""
    with read_only_at_init(machine_, tmp_path, disk=disk, rom_index=0, disk_index=1) as vm:
        vm.wait_exit(DISK_EXIT)
        check_said_once(vm, sentence("NO_KERNEL"))


@pytest.mark.parametrize("name,said", [(roms.BEFORE_OURS, "hook19\n"), (roms.AFTER_OURS, "")],
                         ids=["before", "after"])
def test_another_rom_has_int19(machine, route, name, said, kernel, tmp_path):
    """It is called on the way to ours, or never, since the kernel does not come back."""
    with boot.start(machine, kernel=kernel.elf, append="a b", route=route,
                    extra=roms.option(tmp_path, name, roms.hook19())) as vm:
        r = vm.wait_report()
        assert vm.text("report").startswith(said + "begin=pvh\n")
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
