# SPDX-License-Identifier: GPL-2.0-or-later
"""What a boot depends on, and the ways in which it may end."""
from dataclasses import dataclass
from typing import Dict, List, NamedTuple, Optional, Sequence, Union

from harness.report import MemmapEntry

from tests.hostile.elf_file import Load


class Qemu(NamedTuple):
    """What QEMU's own loader has left in fw_cfg."""
    entry: int
    address: int
    size: int
    initrd_address: int


@dataclass
class Given:
    """Everything that the outcome depends on."""
    kernel: bytes
    files: Dict[str, bytes]             # opt/pvh/
    map: Sequence[MemmapEntry]          # normalised
    base_memory_end: int
    qemu: Optional[Qemu] = None         # -kernel, and with it:
    initrd: Optional[bytes] = None
    append: Optional[bytes] = None
    disk_first: bool = False
    early: bool = False


class Module(NamedTuple):
    address: int
    size: int
    data: bytes
    cmdline: Optional[bytes]


@dataclass
class Boots:
    entry: int
    moved: int
    loads: List[Load]           # where they end up
    cmdline: Optional[bytes]
    modules: List[Module]
    tables_high: bool           # for want of room below 1 MiB


@dataclass
class Disk:
    """The disk boots: after this sentence, or, without one, since it goes first."""
    sentence: Optional[str] = None


Outcome = Union[Boots, Disk]
