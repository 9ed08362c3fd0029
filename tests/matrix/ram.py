# SPDX-License-Identifier: GPL-2.0-or-later
"""Where QEMU has put the machine's memory: an account that neither SeaBIOS nor the ROM wrote."""
import re
from typing import List, Sequence, Tuple

from harness.qemu import Qemu
from harness.report import RAM, MemmapEntry

MIB = 1 << 20
# The most that SeaBIOS keeps for itself and its tables, at INT 19h or early.
MOST_KEPT = MIB
_VIEW = re.compile(r"^ AS \"memory\", root: system\n(?: .*\n)*?((?:  [0-9a-f]{16}-.*\n)+)", re.M)
_RANGE = re.compile(r"^  ([0-9a-f]{16})-([0-9a-f]{16}) \(prio 0, ram\): (?:pc|microvm)\.ram\b",
                    re.M)


def of_qemu(vm: Qemu) -> List[Tuple[int, int]]:
    """(start, end) of what is RAM to the processors, neighbours joined."""
    text = vm.hmp("info mtree -f").replace("\r", "")
    joined: List[Tuple[int, int]] = []
    for first, last in _RANGE.findall(_VIEW.search(text)[1]):
        start, end = int(first, 16), int(last, 16) + 1
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def violations(memmap: Sequence[MemmapEntry], there: Sequence[Tuple[int, int]]) -> List[str]:
    """The map calls nothing RAM that is none, and keeps little from the guest."""
    ram = [e for e in memmap if e.type == RAM]
    found = ["%#x-%#x is no RAM of QEMU's" % (e.address, e.end) for e in ram
             if not any(start <= e.address and e.end <= end for start, end in there)]
    high = sum(end - max(start, MIB) for start, end in there if end > MIB)
    kept = high - sum(e.size for e in ram if e.address >= MIB)
    if not 0 <= kept <= MOST_KEPT:
        found.append("%d bytes of RAM above 1 MiB are kept from the guest" % kept)
    return found
