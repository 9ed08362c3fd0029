# SPDX-License-Identifier: GPL-2.0-or-later
"""The CPU at the kernel's entry point: registers, and the hidden parts of segment registers. On
KVM, where it is there, real hardware reads every descriptor bit. Further CPUs stay halted."""
from harness import abi, boot, cpustate, shapes
import pytest


CASES = [(boot.X86_64, "kernel", shapes.debian_amd64),
         (boot.X86_64, "kernel", shapes.debian_i386_pae),
         (boot.X86_64, "fwcfg", shapes.debian_amd64),
         (boot.I386, "kernel", shapes.debian_i386_pae),     # its -kernel takes no ELF64
         (boot.I386, "fwcfg", shapes.debian_amd64)]


def check_state(machine, kernel, cpus=1, **what):
    with boot.start(machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b", **what) as vm:
        r = vm.wait_report()
        assert abi.hidden_state(cpustate.read(vm)) == []
        assert vm.wait_halt().count("CPU#") == cpus and len(vm.reports()) == 1
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


@pytest.mark.parametrize("binary,route,shape", CASES)
def test_state_at_entry(machine, binary, route, shape):
    check_state(machine, shape(), route=route, binary=binary)


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35, boot.MICROVM], ids=str)
def test_four_processors(machine_, route, kernel):
    check_state(machine_, kernel, 4, route=route, extra=["-smp", "4"])


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
def test_on_kvm(machine_, route, kernel, kvm):
    check_state(machine_, kernel, route=route, accel=kvm)
