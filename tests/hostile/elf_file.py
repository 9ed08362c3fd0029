# SPDX-License-Identifier: GPL-2.0-or-later
"""What the oracles know of a kernel file."""
from dataclasses import dataclass, field
from typing import List, NamedTuple, Optional

from harness.refusals import sentence

TOP = 0xffffffff


class Refused(Exception):
    def __init__(self, name: str, *args):
        super().__init__(sentence(name, *args))


class Load(NamedTuple):
    """A PT_LOAD that occupies memory."""
    index: int
    start: int
    size: int
    offset: int
    filled: int

    @property
    def end(self) -> int:
        return self.start + self.size


class Header(NamedTuple):
    index: int
    type: int
    offset: int
    paddr: int
    filesz: int
    memsz: int
    align: int


class Reloc(NamedTuple):
    align: int
    first: int
    last: int


@dataclass
class Kernel:
    loads: List[Load] = field(default_factory=list)
    entry: Optional[int] = None
    reloc: Optional[Reloc] = None
    align: int = 0


@dataclass(frozen=True)
class File:
    """Bytes that read as zeros behind their end."""
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, offset: int, size: int) -> bytes:
        return self.data[offset:offset + size].ljust(size, b"\0")


def narrow(value: int) -> int:
    """64 bits as 32: what does not fit counts as the largest of these, which is never good."""
    return min(value, TOP)
