# SPDX-License-Identifier: GPL-2.0-or-later
"""Asked to, the ROM boots from its init, long before SeaBIOS comes to INT 19h."""
import abi
import boot
import cpustate
import pytest
from refusals import check_said_once, sentence

EARLY = ("opt/pvh/early", b"on")
TPM_LOG = ("etc/tpm/log", b"\0" * 64)


def boot_early(machine, kernel, **what):
    with boot.start(machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b", **what) as vm:
        r = vm.wait_report()
        hidden = cpustate.read(vm)
        assert "e820 map has" not in vm.log         # SeaBIOS prints it just before it boots
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []
    assert abi.hidden_state(hidden) == []


def test_asked_by_a_file(machine, route, kernel):
    boot_early(machine, kernel, route=route, items=[EARLY])


def test_deployed_below_vgaroms(machine, kernel):
    boot_early(machine, kernel, route="vgaroms")


@pytest.mark.parametrize("machine_", [boot.ISAPC, boot.MICROVM], ids=str)
def test_not_before_seabios_is_done_with_the_tpm(machine_, route, kernel):
    """The measurements must be handed over first: said once, and booted at INT 19h instead.

    The others have an etc/tpm/log of QEMU's own, empty without a TPM.
    """
    with boot.start(machine_, kernel=kernel.elf, route=route, items=[EARLY, TPM_LOG]) as vm:
        r = vm.wait_report()
        check_said_once(vm, sentence("NOT_EARLY"))
        assert "e820 map has" in vm.log
    assert kernel.violations(r, initrd=False, acpi=machine_.acpi) == []


def test_off_by_a_file(kernel):
    """Where it was deployed says early, the file says no."""
    r = boot.boot(boot.PC, kernel=kernel.elf, route="vgaroms", items=[("opt/pvh/early", b"off")])
    assert "e820 map has" in r.log
    assert kernel.violations(r, initrd=False) == []
