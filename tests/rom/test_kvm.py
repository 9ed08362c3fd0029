# SPDX-License-Identifier: GPL-2.0-or-later
"""The small guest on KVM, where it is there: real hardware reads every descriptor bit."""
from harness import abi
from harness import boot
from harness import cpustate
import pytest


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
def test_boots(machine_, route, kernel, kvm):
    with boot.start(machine_, kernel=kernel.elf, initrd=b"i" * 4097, append="a b", route=route,
                    accel=kvm) as vm:
        r = vm.wait_report()
        hidden = cpustate.read(vm)
    assert kernel.violations(r, initrd=True) == []
    assert abi.hidden_state(hidden) == []
