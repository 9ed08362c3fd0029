# SPDX-License-Identifier: GPL-2.0-or-later
"""The memory map as a guest must get it, and where in it the README says that things go."""
from typing import Iterable, List, NamedTuple, Optional, Sequence, Tuple

from harness.report import RAM, RESERVED, MemmapEntry

from tests.hostile.elf_file import Refused

PAGE = 4096
MIB = 1 << 20
MAX_ENTRIES, MAX_RAW = 127, 128
LIVE_END = 0x7000           # the vectors, the ROM's stage, SeaBIOS's stack
NAMES = {0: "absent", 1: "RAM", 2: "reserved", 3: "ACPI data", 4: "ACPI NVS", 5: "bad",
         6: "disabled", 7: "pmem"}
_LAST = (1 << 64) - 1

Span = Tuple[int, int]      # [start, end)
RawEntry = Sequence[int]    # base, length, type, EBX


def collected(answers: Sequence[RawEntry]) -> List[MemmapEntry]:
    """What one gets who asks until EBX is 0 or carry comes (tests/roms/e820.S)."""
    found: List[MemmapEntry] = []
    cookies = [entry[3] for entry in answers]
    index: Optional[int] = 0 if answers else None
    while index is not None:
        found.append(MemmapEntry(*answers[index][:3], 0))
        if len(found) > MAX_RAW:
            raise Refused("TOO_MANY_MAP_ENTRIES")
        ebx = cookies[index]
        index = cookies.index(ebx) + 1 if ebx and cookies.index(ebx) + 1 < len(cookies) else None
    if not found:
        raise Refused("NO_MEMORY_MAP")
    return found


def normalised(raw: Iterable[MemmapEntry]) -> List[MemmapEntry]:
    """Sorted and disjoint, the highest type number on top, neighbours of one type made one."""
    spans = [(e.address, min(e.end, _LAST), e.type if 1 <= e.type <= 7 else RESERVED)
             for e in raw if e.size]
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    out: List[MemmapEntry] = []
    for start, end in zip(edges, edges[1:]):
        kind = max((k for s, e, k in spans if s <= start and end <= e), default=0)
        if out and out[-1].end == start and out[-1].type == kind:
            out[-1] = out[-1]._replace(size=end - out[-1].address)
        elif kind:
            out.append(MemmapEntry(start, end - start, kind, 0))
    if len(out) > MAX_ENTRIES:
        raise Refused("TOO_MANY_MAP_ENTRIES")
    if not out:
        raise Refused("NO_MEMORY_MAP")
    return out


class Slot(NamedTuple):
    """Where something may go."""
    first: int
    end: int
    align: int
    highest: bool = False


TABLES_LOW = Slot(0x10000, 0xa0000, 16)
TABLES_HIGH = Slot(MIB, 0x40000000, 16, highest=True)
MODULES = Slot(MIB, 0xffffffff, PAGE, highest=True)


class Memory:
    """A map, and what of it is spoken for."""

    def __init__(self, entries: Sequence[MemmapEntry]):
        self.entries = entries
        self.taken: List[Span] = []

    def obstacle(self, start: int, end: int, live_end: int) -> Optional[Tuple[int, int, str]]:
        """First and last address of what is no free RAM in [start, end), and what it is."""
        at = start
        for e in self.entries:
            if at >= end or e.end <= at:
                continue
            if e.address > at:
                return at, min(e.address, end) - 1, NAMES[0]
            if e.type != RAM:
                return at, min(e.end, end) - 1, NAMES[e.type]
            at = e.end
        if at < end:
            return at, end - 1, NAMES[0]
        return (start, live_end - 1, "in use") if start < live_end else None

    def is_above_ram(self, address: int) -> bool:
        return not any(e.type == RAM and address < e.address < 1 << 32 for e in self.entries)

    def is_taken(self, start: int, end: int) -> bool:
        return any(start < other_end and other < end for other, other_end in self.taken)

    def _fits(self, slot: Slot, at: int, size: int) -> bool:
        return (max(slot.first, LIVE_END) <= at and at + size <= slot.end
                and any(e.type == RAM and e.address <= at and at + size <= e.end
                        for e in self.entries)
                and not self.is_taken(at, at + size))

    def find(self, slot: Slot, size: int) -> Optional[int]:
        """The lowest or the highest place there is: it begins or ends where something else does."""
        size = max(size, 1)
        if slot.highest:
            ends = [slot.end, *(e.end for e in self.entries), *(s for s, _ in self.taken)]
            places = sorted({(end - size) // slot.align * slot.align for end in ends}, reverse=True)
        else:
            starts = [slot.first, LIVE_END, *(e.address for e in self.entries),
                      *(end for _, end in self.taken)]
            places = sorted({-(-start // slot.align) * slot.align for start in starts})
        return next((at for at in places if self._fits(slot, at, size)), None)

    def take(self, at: int, size: int) -> None:
        self.taken.append((at, at + size))

    def take_low(self, size: int) -> Optional[int]:
        """Below 1 MiB, or else below 1 GiB."""
        at = self.find(TABLES_LOW, size)
        if at is None:
            at = self.find(TABLES_HIGH, size)
        if at is not None:
            self.take(at, size)
        return at
