# SPDX-License-Identifier: GPL-2.0-or-later
"""The memory map and the firmware's tables that a boot got, and how an early boot's map may differ
from that of the same machine at INT 19h."""
from typing import List, NamedTuple

from harness import boot, firmware_tables
from harness.report import RAM, MemmapEntry, Report

MIB = 1 << 20
MOST_LOST = MIB
GIVEN_BACK = 12 * MIB   # of SeaBIOS's 16 in any case, but
SMALL = 36 * MIB        # below this SeaBIOS holds a quarter of a MiB only


class Seen(NamedTuple):
    report: Report
    tables: dict
    given_back: bytes   # of the highest RAM below 4 GiB, where it comes from the block


def ram(entries) -> List[MemmapEntry]:
    return [entry for entry in entries if entry.type == RAM]


def low_end(entries) -> int:
    return max(entry.end for entry in ram(entries) if entry.end <= 1 << 32)


def look(machine, **what) -> Seen:
    with boot.start(machine, **what) as vm:
        r = vm.wait_report()
        tables = firmware_tables.smbios(vm)
        if machine.acpi:
            tables.update(firmware_tables.acpi(vm, r.start_info.rsdp))
        end = low_end(r.memmap)
        return Seen(r, tables, b"" if end < SMALL else vm.memory(end - GIVEN_BACK, GIVEN_BACK))


def is_within(entry: MemmapEntry, entries: List[MemmapEntry]) -> bool:
    return any(e.address <= entry.address and entry.end <= e.end for e in entries)


def others(entries: List[MemmapEntry], block_end: int,
           at_int19: List[MemmapEntry]) -> List[MemmapEntry]:
    """Without RAM, and without what the firmware keeps at the end of the low RAM: of that, what it
    would return at INT 19h and the ROM has not had allocated stays reserved."""
    return [e for e in entries
            if e.type != RAM and e.end != block_end and not is_within(e, at_int19)]


def check_map(now: Seen, later: Seen) -> None:
    at_int19 = ram(later.report.memmap)
    for entry in ram(now.report.memmap):
        assert is_within(entry, at_int19), entry
    lost = [sum(e.size for e in ram(seen.report.memmap)) for seen in (later, now)]
    assert 0 <= lost[0] - lost[1] <= MOST_LOST
    edge = low_end(now.report.memmap)
    block_end = next((e.end for e in now.report.memmap if e.address == edge), edge)
    assert others(now.report.memmap, block_end, at_int19) == \
        others(later.report.memmap, block_end, at_int19)
