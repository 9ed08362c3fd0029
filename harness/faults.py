# SPDX-License-Identifier: GPL-2.0-or-later
"""Odd answers of INT 15h, which no option of QEMU's brings about."""
import struct
from typing import NamedTuple, Sequence

from harness.paths import built

GOOD, CARRY, NO_SMAP, DIRECTION = 0, 1, 2, 4     # tests/roms/oddmap.S


class Answer(NamedTuple):
    """What INT 15h E820 hands out; EBX counts by itself, and is 0 with the last."""
    base: int
    size: int
    type: int
    attributes: int = 1         # ACPI 3.0: bit 0 clear says that the entry is to be ignored
    odd: int = GOOD


def oddmap(answers: Sequence[Answer]) -> bytes:
    """The ROM that answers so."""
    cookies = [*range(1, len(answers)), 0]
    table = (struct.pack("<QQIIII", *answer[:4], cookie, answer.odd)
             for answer, cookie in zip(answers, cookies))
    return built("roms/oddmap.bin").read_bytes() + b"".join(table)
