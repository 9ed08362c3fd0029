# SPDX-License-Identifier: GPL-2.0-or-later
"""What SeaBIOS says and leaves in memory: an account that is independent of the ROM under test.

Some builds of it write no log (port 0x402): Debian's for isapc since 1.16.3.
"""
import re
import struct
from typing import List

from harness.report import RAM, MemmapEntry

_SEGMENT_SIZE = 0x10000
_E820_ENTRY = struct.Struct("<QQI")         # address, size, type
_COM1_IN_BDA = 0x400
_FREE_ROM_AREA = re.compile(r"^Space available for UMB: (.*)$", re.M)


def writes(log: str) -> bool:
    """Whether this log is SeaBIOS's at all."""
    return "SeaBIOS (version" in log


def _segment_f(vm) -> bytes:
    return vm.memory(0xf0000, _SEGMENT_SIZE)


def e820(vm) -> List[MemmapEntry]:
    """SeaBIOS's own memory map, e820_list in its F segment, as it is now. What lies behind the
    last entry is a former last one, or nothing."""
    segment = _segment_f(vm)
    base_memory = next(at for at in range(0, _SEGMENT_SIZE - _E820_ENTRY.size, 4)
                       if _is_base_memory(*_E820_ENTRY.unpack_from(segment, at)))
    out: List[MemmapEntry] = []
    for address, size, kind in _E820_ENTRY.iter_unpack(
            segment[base_memory:][:128 * _E820_ENTRY.size]):
        if not size or not kind or (out and address < out[-1].end):
            break
        out.append(MemmapEntry(address, size, kind, 0))
    return out


def _is_base_memory(address: int, size: int, kind: int) -> bool:
    return address == 0 and 1 << 16 <= size <= 0xa0000 and kind == RAM


def offers_pmm(vm) -> bool:
    """It does while option ROMs start, and no longer when it boots."""
    segment = _segment_f(vm)
    return any(segment[at:at + 4] == b"$PMM" and sum(segment[at:at + segment[at + 5]]) % 256 == 0
               for at in range(0, _SEGMENT_SIZE, 16))


def has_started_drivers(vm) -> bool:
    """After the VGA ROMs; the one for serial ports enters COM1 in the BIOS data area."""
    return vm.memory(_COM1_IN_BDA, 2) != bytes(2)


def merged(entries: List[MemmapEntry]) -> List[MemmapEntry]:
    """The same map with neighbours of one type made one."""
    out: List[MemmapEntry] = []
    for entry in sorted(entries):
        if out and out[-1].end == entry.address and out[-1].type == entry.type:
            out[-1] = out[-1]._replace(size=out[-1].size + entry.size)
        else:
            out.append(entry)
    return out


def free_rom_area(log: str) -> List[str]:
    """What no option ROM occupies, where there is a log."""
    return _FREE_ROM_AREA.findall(log)[-1:]
