# SPDX-License-Identifier: GPL-2.0-or-later
"""The flat image of the reporting guest (tests/guests) and what it knows about itself."""
import struct
import zlib
from dataclasses import dataclass
from typing import Sequence, Tuple

from harness.paths import built

_HEADER = 16                    # guests/entry.S
_MAGIC = b"PVHGUEST"
_EXTENTS = _HEADER + 12
_MAX_EXTENTS = 8


@dataclass
class GuestBlob:
    """Position-independent code, entered at its first byte, and the memory that it needs."""
    code: bytes
    memsz: int

    @property
    def crc(self) -> int:
        return zlib.crc32(self.code)

    def with_extents(self, extents: Sequence[Tuple[int, int, int]]) -> "GuestBlob":
        """The same guest also checking other PT_LOADs: (offset from its own, filesz, memsz)."""
        assert len(extents) <= _MAX_EXTENTS
        code = bytearray(self.code)
        for i, extent in enumerate(extents):
            struct.pack_into("<iII", code, _EXTENTS + 12 * i, *extent)
        return GuestBlob(bytes(code), self.memsz)


def disk() -> bytes:
    """Of 1 MiB; its boot sector says `disk` and ends QEMU with qemu.DISK_EXIT."""
    return built("guests/disk.bin").read_bytes().ljust(1 << 20, b"\0")


def report_guest() -> GuestBlob:
    code = built("guests/report.bin").read_bytes()
    assert code[_HEADER:_HEADER + 8] == _MAGIC
    return GuestBlob(code, struct.unpack_from("<I", code, _HEADER + 8)[0])
