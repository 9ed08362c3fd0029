# SPDX-License-Identifier: GPL-2.0-or-later
"""Resets of a machine that boots early: SeaBIOS was never told that it is done."""
from harness import abi
from harness import boot
from harness import cpustate
from harness import early
import pytest

TIMES = 20
# Where a reset may meet it: SeaBIOS before the ROM, the ROM's init, the kernel.
MOMENTS = ["Found QEMU fw_cfg", "Scan for VGA option rom", "pmm call arg1=0"]


@pytest.mark.parametrize("way", [early.KERNEL_DEPLOYED, early.FWCFG_ASKED], ids=str)
def test_twenty_in_a_row(machine, way, kernel):
    with boot.start(machine, kernel=kernel.elf, initrd=b"initrd" * 1000, append="a b",
                    **way.what) as vm:
        first = vm.wait_report(1)
        assert kernel.violations(first, initrd=True, acpi=machine.acpi) == []
        for number in range(2, TIMES + 2):
            vm.reset()
            assert vm.wait_report(number) == first
        assert abi.hidden_state(cpustate.read(vm)) == []
        assert vm.log.count("pmm call arg1=0") == TIMES + 1 and not early.is_at_int19(vm.log)


@pytest.mark.parametrize("way", [early.KERNEL_DEPLOYED, early.FWCFG_ASKED], ids=str)
@pytest.mark.parametrize("moment", MOMENTS)
def test_in_the_middle(machine, way, moment, kernel):
    with boot.start(machine, kernel=kernel.elf, **way.what) as vm:
        vm.wait_text("log", moment)
        vm.qmp("stop")                  # or nobody knows how many reports there are by then
        before = len(vm.reports())
        vm.reset()
        vm.qmp("cont")
        r = vm.wait_report(before + 1)
        assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
        assert not early.is_at_int19(vm.log)
