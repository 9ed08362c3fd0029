# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads QEMU's `info registers`: the hidden parts of segment registers, which no guest can see."""
import re
import struct
from dataclasses import dataclass
from typing import Dict

from harness.qemu import Qemu

# Bits of a descriptor's second word as QEMU shows it (Intel SDM volume 3, 3.4.5 and 7.2.2).
_TYPE, _S, _P, _D, _G = 0xf00, 0x1000, 0x8000, 0x400000, 0x800000
_ACCESSED = 0x100
_CODE_READ, _DATA_WRITE, _TSS32_BUSY = 0xa00, 0x200, 0xb00


@dataclass
class Segment:
    selector: int
    base: int
    limit: int
    flags: int

    def _flat(self, kind: int) -> bool:
        wanted = kind | _S | _P | _D | _G
        mask = (_TYPE & ~_ACCESSED) | _S | _P | _D | _G
        return self.base == 0 and self.limit == 0xffffffff and self.flags & mask == wanted

    def is_flat_code(self) -> bool:
        """32-bit code, execute/read, all 4 GiB."""
        return self._flat(_CODE_READ)

    def is_flat_data(self) -> bool:
        """32-bit data, read/write, growing upwards, all 4 GiB."""
        return self._flat(_DATA_WRITE)

    def is_abi_tss(self) -> bool:
        """A busy 32-bit TSS, base 0, limit 0x67."""
        system_type = self.flags & (_TYPE | _S | _P)
        return self.base == 0 and self.limit == 0x67 and system_type == _TSS32_BUSY | _P


_SEGMENT = re.compile(r"^(ES|CS|SS|DS|FS|GS|LDT|TR) ?= ?([0-9a-f]{4}) "
                      r"([0-9a-f]{8,16}) ([0-9a-f]{8}) ([0-9a-f]{8})", re.M)


_GDT = re.compile(r"^GDT= +([0-9a-f]+) ([0-9a-f]+)", re.M)


def _busy_in_memory(vm: Qemu, info: str, tr: Segment) -> bool:
    base, limit = (int(value, 16) for value in _GDT.search(info).groups())
    assert tr.selector + 7 <= limit, "TR lies outside the GDT"
    flags, = struct.unpack("<I", vm.memory(base + tr.selector + 4, 4))
    return flags & (_TYPE | _S) == _TSS32_BUSY


def read(vm: Qemu) -> Dict[str, Segment]:
    """The segment registers of a guest that has not loaded any itself.

    TCG's LTR marks the descriptor in memory busy, but not the copy in TR: where that one says
    available, the descriptor counts.
    """
    info = vm.hmp("info registers")
    found = {name: Segment(*(int(value, 16) for value in values))
             for name, *values in _SEGMENT.findall(info)}
    tr = found["TR"]
    if tr.selector and _busy_in_memory(vm, info, tr):
        tr.flags |= _TSS32_BUSY & _TYPE
    return found
