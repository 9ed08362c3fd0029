# SPDX-License-Identifier: GPL-2.0-or-later
"""Warm resets: nothing is left over from the boot before."""
from harness import abi
from harness import boot
from harness import cpustate
import pytest


@pytest.mark.parametrize("initrd", [None, b"initrd" * 1000], ids=["bare", "initrd"])
def test_three_in_a_row(machine, route, initrd, kernel):
    with boot.start(machine, kernel=kernel.elf, initrd=initrd, append="a b", route=route) as vm:
        first = vm.wait_report(1)
        assert kernel.violations(first, initrd is not None, acpi=machine.acpi) == []
        for number in (2, 3, 4):
            vm.reset()
            again = vm.wait_report(number)
            assert abi.hidden_state(cpustate.read(vm)) == []
            assert again == first
