# SPDX-License-Identifier: GPL-2.0-or-later
"""The CPU at the kernel's entry point: registers, and the hidden parts of segment registers."""
from harness import abi
from harness import boot
from harness import cpustate
import pytest
from harness import shapes


CASES = [(boot.X86_64, "kernel", shapes.debian_amd64),
         (boot.X86_64, "kernel", shapes.debian_i386_pae),
         (boot.X86_64, "fwcfg", shapes.debian_amd64),
         (boot.I386, "kernel", shapes.debian_i386_pae),     # its -kernel takes no ELF64
         (boot.I386, "fwcfg", shapes.debian_amd64)]


@pytest.mark.parametrize("binary,route,shape", CASES)
def test_state_at_entry(machine, binary, route, shape):
    kernel = shape()
    with boot.start(machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b", route=route,
                    binary=binary) as vm:
        r = vm.wait_report()
        hidden = cpustate.read(vm)
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []
    assert abi.hidden_state(hidden) == []
