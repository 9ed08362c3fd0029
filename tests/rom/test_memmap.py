# SPDX-License-Identifier: GPL-2.0-or-later
"""The memory map: what SeaBIOS says it is, on small and large machines."""
from harness import boot, seabios
import pytest


def check(machine, **what):
    with boot.start(machine, **what) as vm:
        r = vm.wait_report()
        assert r.memmap == seabios.merged(seabios.e820(vm))
    return r


@pytest.mark.parametrize("memory", ["32M", "512M", "3G", "3584M", "6G"])
@pytest.mark.usefixtures("memory_is_offered")
def test_map_is_the_firmwares(machine, memory, kernel):
    r = check(machine, kernel=kernel.elf, initrd=b"i" * 10000, memory=memory)
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


@pytest.mark.parametrize("memory", ["4G"])
@pytest.mark.usefixtures("memory_is_offered")
def test_map_by_fwcfg(machine, memory, kernel):
    r = check(machine, kernel=kernel.elf, route="fwcfg", memory=memory)
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
