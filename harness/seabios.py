# SPDX-License-Identifier: GPL-2.0-or-later
"""What SeaBIOS itself says on port 0x402: an account that is independent of the ROM under test."""
import re
from typing import List

from harness.report import MemmapEntry

_HEADING = re.compile(r"^e820 map has (\d+) items:$", re.M)
_ITEM = re.compile(r"^ +\d+: ([0-9a-f]{16}) - ([0-9a-f]{16}) = (\d+) ", re.M)
_FREE_ROM_AREA = re.compile(r"^Space available for UMB: (.*)$", re.M)


def e820(log: str) -> List[MemmapEntry]:
    """The memory map as SeaBIOS printed it last, just before it boots."""
    heading = list(_HEADING.finditer(log))[-1]
    items = _ITEM.findall(log[heading.end():])[:int(heading[1])]
    return [MemmapEntry(int(start, 16), int(end, 16) - int(start, 16), int(kind), 0)
            for start, end, kind in items]


def merged(entries: List[MemmapEntry]) -> List[MemmapEntry]:
    """The same map with neighbours of one type made one."""
    out: List[MemmapEntry] = []
    for entry in sorted(entries):
        if out and out[-1].end == entry.address and out[-1].type == entry.type:
            out[-1] = out[-1]._replace(size=out[-1].size + entry.size)
        else:
            out.append(entry)
    return out


def free_rom_area(log: str) -> str:
    """What no option ROM occupies."""
    return _FREE_ROM_AREA.findall(log)[-1]
