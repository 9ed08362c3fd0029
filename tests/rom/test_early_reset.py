# SPDX-License-Identifier: GPL-2.0-or-later
"""Resets in the middle of an early boot; tests/soak has those of one that is done."""
from harness import boot, early, seabios
import pytest

# Where a reset may meet it: SeaBIOS before the ROM, the ROM's init, the kernel.
MOMENTS = ["Found QEMU fw_cfg", "Scan for VGA option rom", "pmm call arg1=0"]


@pytest.mark.parametrize("way", [early.KERNEL_DEPLOYED, early.FWCFG_ASKED], ids=str)
@pytest.mark.parametrize("moment", MOMENTS)
def test_in_the_middle(machine, way, moment, kernel):
    with boot.start(machine, kernel=kernel.elf, **way.what) as vm:
        vm.wait_until(lambda: moment in vm.log or bool(vm.reports()), moment)
        if not seabios.writes(vm.log):
            pytest.skip("this SeaBIOS writes no log, by which the moment is told")
        vm.qmp("stop")                  # or nobody knows how many reports there are by then
        before = len(vm.reports())
        vm.reset()
        vm.qmp("cont")
        r = vm.wait_report(before + 1)
        assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
        assert not early.is_at_int19(vm.log)
