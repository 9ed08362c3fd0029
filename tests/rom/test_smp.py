# SPDX-License-Identifier: GPL-2.0-or-later
"""Several CPUs: one enters the kernel, the others stay halted."""
from harness import boot
import pytest


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35, boot.MICROVM], ids=str)
def test_four(machine_, route, kernel):
    with boot.start(machine_, kernel=kernel.elf, route=route, extra=["-smp", "4"]) as vm:
        r = vm.wait_report()
        state = vm.wait_halt()
        assert len(vm.reports()) == 1
    assert state.count("CPU#") == 4
    assert kernel.violations(r, initrd=False) == []
