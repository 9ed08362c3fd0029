# SPDX-License-Identifier: GPL-2.0-or-later
"""Behind other option ROMs: VGA, network cards, QEMU's default devices."""
from harness import boot, roms
import pytest
from harness.offers import with_property

NIC = ["-netdev", "user,id=n", "-device", "e1000,netdev=n"]
TWO_NICS = [*NIC, "-netdev", "user,id=m", "-device", "rtl8139,netdev=m"]
VGA = ["-device", "VGA"]
CASES = [(boot.PC, VGA), (boot.Q35, VGA), (boot.ISAPC, ["-device", "isa-vga"]),
         (boot.PC, NIC), (boot.Q35, VGA + NIC), (boot.Q35, VGA + TWO_NICS),
         (boot.PC, ["-device", "cirrus-vga"] + TWO_NICS)]


@pytest.mark.parametrize("machine_,extra", CASES,
                         ids=["%s-%s" % (m, ",".join(e[1::2])) for m, e in CASES])
def test_behind_their_roms(machine_, extra, route, kernel):
    r = boot.boot(machine_, kernel=kernel.elf, initrd=b"i" * 70000, append="a b", route=route,
                  extra=extra)
    assert kernel.violations(r, initrd=True, acpi=machine_.acpi) == []


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35, boot.ISAPC], ids=str)
def test_default_devices(machine_, route, kernel):
    r = boot.boot(machine_, kernel=kernel.elf, append="a b", route=route, devices=())
    assert kernel.violations(r, initrd=False, acpi=machine_.acpi) == []


def test_behind_large_roms_of_ours(machine, route, kernel, tmp_path):
    """Several ROMs ahead: at INT 19h some of the ROM area is write-protected and some is not."""
    extra = []
    for number in range(3):
        image = roms.hook19().ljust(9000 * (number + 1), b"\0")
        extra += roms.option(tmp_path, "z%d.bin" % number, image)
    r = boot.boot(machine, kernel=kernel.elf, route=route, extra=extra)
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []


@pytest.mark.parametrize("text", ["acpi=off", "hpet=off", "smm=off", "graphics=off"])
def test_machine_properties(text, kernel):
    machine = with_property(boot.PC, text)
    r = boot.boot(machine, kernel=kernel.elf)
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
