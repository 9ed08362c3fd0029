# SPDX-License-Identifier: GPL-2.0-or-later
"""The RSDP that hvm_start_info points to; all else of it is in every report's clauses."""
from harness import boot, roms
import pytest
from harness.offers import with_property

EBDA = 0x9fc00


def rsdps_of_firmware(vm):
    """Addresses of everything that looks like one in the BIOS area."""
    area = vm.memory(0xe0000, 0x20000)
    return [0xe0000 + i for i in range(0, len(area), 16) if area[i:i + 8] == b"RSD PTR "]


@pytest.mark.parametrize("machine_,revision", [(boot.PC, 0), (boot.Q35, 0), (boot.MICROVM, 2)],
                         ids=str)
def test_rsdp_is_the_firmwares(machine_, revision, kernel):
    with boot.start(machine_, kernel=kernel.elf) as vm:
        r = vm.wait_report()
        assert rsdps_of_firmware(vm) == [r.start_info.rsdp]
    assert r.rsdp[15] == revision


@pytest.mark.parametrize("machine_", [boot.ISAPC, with_property(boot.PC, "acpi=off")],
                         ids=["isapc", "acpi=off"])
def test_without_acpi_there_is_none(machine_, kernel):
    r = boot.boot(machine_, kernel=kernel.elf)
    assert r.start_info.rsdp == 0


def rsdp(revision, spoil=()):
    """A good one (ACPI 6.5, 5.2.5.3), or with some bytes one off."""
    raw = bytearray(b"RSD PTR " + b"\0TESTED" + bytes([revision]) + b"\0" * 4)
    raw[8] = -sum(raw) & 0xff
    if revision >= 2:
        raw += (36).to_bytes(4, "little") + bytes(12)
        raw[32] = -sum(raw) & 0xff
    for at in spoil:
        raw[at] = raw[at] + 1 & 0xff
    return bytes(raw).ljust(48, b"\0")


def planted(tmp_path, kernel, *candidates):
    """Boots where the firmware has none, with these in the EBDA, 48 bytes apart."""
    data = b"".join(candidates)
    extra = roms.option(tmp_path, roms.BEFORE_OURS, roms.plant(0x200, data))
    return boot.boot(boot.ISAPC, kernel=kernel.elf, extra=extra)


@pytest.mark.parametrize("revision,size", [(0, 20), (2, 36)])
def test_one_in_the_ebda(revision, size, kernel, tmp_path):
    r = planted(tmp_path, kernel, rsdp(revision))
    assert r.start_info.rsdp == EBDA + 0x200
    assert kernel.violations(r, initrd=False) == []
    assert r.rsdp == rsdp(revision)[:size]


@pytest.mark.parametrize("decoy", [rsdp(0, [8]), rsdp(2, [33])], ids=["sum", "extended-sum"])
def test_decoys_are_passed_over(decoy, kernel, tmp_path):
    r = planted(tmp_path, kernel, decoy, rsdp(0))
    assert r.start_info.rsdp == EBDA + 0x230
    assert planted(tmp_path, kernel, decoy).start_info.rsdp == 0
