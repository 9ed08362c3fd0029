# SPDX-License-Identifier: GPL-2.0-or-later
"""An early boot gets the memory map and the firmware's tables that the same machine has at INT 19h.

The firmware's top block is not given back then; the ROM does it, less a margin. The boot at
INT 19h is the oracle.
"""
import uuid

from harness import boot, early, machines, shapes
import pytest
from harness.early_memmap import Seen, check_map, look, ram

MIB = 1 << 20
BIOS_START, BIOS_END = 0xe0000, 0x100000


def check_tables(now: Seen, later: Seen) -> None:
    assert now.tables == later.tables
    for name, table in now.tables.items():
        in_bios = BIOS_START <= table.address and table.end <= BIOS_END
        in_ram = any(e.address < table.end and table.address < e.end
                     for e in ram(now.report.memmap))
        assert in_bios or not in_ram, (name, hex(table.address))


def check_untouched(now: Seen) -> None:
    """SeaBIOS had no use for what is given back: it was never written."""
    assert now.given_back.count(0) == len(now.given_back)


def compare(machine, *ways, **what) -> Seen:
    """Boots at INT 19h, from vgaroms/ and by further ways early; what that from vgaroms/ saw."""
    kernel = shapes.plain(MIB)
    what = {"kernel": kernel.elf, **what}
    later = look(machine, **what)
    assert kernel.violations(later.report, initrd="initrd" in what, acpi=machine.acpi) == []
    seen = [look(machine, **{**what, **way.what}) for way in (early.KERNEL_DEPLOYED, *ways)]
    for now in seen:
        assert kernel.violations(now.report, initrd="initrd" in what, acpi=machine.acpi) == []
        check_map(now, later)
        check_tables(now, later)
    return seen[0]


@pytest.mark.parametrize("memory", ["24M", "40M", "3584M", "6G"])
@pytest.mark.usefixtures("memory_is_offered")
def test_memory(machine, memory):
    check_untouched(compare(machine, memory=memory))


def test_both_ways(machine):
    check_untouched(compare(machine, early.KERNEL_ASKED, memory="128M"))


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
@pytest.mark.parametrize("name", machines.FIRMWARE)
def test_tables(machine_, name, tmp_path):
    options, memory = machines.FIRMWARE[name](tmp_path)
    options = ["-M", machine_.name + ",nvdimm=on"] * (name == "nvdimm") + options
    check_untouched(compare(machine_, extra=options, memory=memory))


def test_many_processors_on_microvm():
    compare(boot.MICROVM, extra=["-smp", "1,maxcpus=255"])


def test_vmgenid():
    """QEMU writes the identifier to where the firmware said: the kernel finds it there."""
    guid = uuid.UUID("324e6eaf-d1d1-4bf6-bf41-b9bb6c91fb87")
    places = []
    for way in ({}, early.KERNEL_DEPLOYED.what, early.KERNEL_ASKED.what):
        with boot.start(boot.Q35, kernel=shapes.plain(MIB).elf,
                        extra=["-device", "vmgenid,guid=%s" % guid], **way) as vm:
            entries = vm.wait_report().memmap
            top = vm.memory(112 * MIB, 16 * MIB)
            places.append(112 * MIB + top.index(guid.bytes_le))
            assert not any(e.address <= places[-1] < e.end for e in ram(entries))
    assert len(set(places)) == 1


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
@pytest.mark.parametrize("name", machines.DRIVERS)
def test_drivers(machine_, name):
    """What SeaBIOS's drivers take of the block until INT 19h, the margin covers."""
    compare(machine_, early.KERNEL_ASKED, extra=machines.DRIVERS[name]())


@pytest.mark.parametrize("name", ["pc-i440fx-1.4", "pc-i440fx-2.0", "pc-i440fx-2.4", "pc-q35-2.4"])
def test_old_machine_types(old_machine):
    """Without etc/table-loader SeaBIOS makes the ACPI tables itself."""
    kernel = shapes.plain(MIB)
    later = look(old_machine, kernel=kernel.elf, route="fwcfg")
    for way in (early.FWCFG_DEPLOYED, early.FWCFG_ASKED):
        now = look(old_machine, kernel=kernel.elf, **way.what)
        assert kernel.violations(now.report, initrd=False) == []
        check_map(now, later)
        check_tables(now, later)
