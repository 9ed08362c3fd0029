# SPDX-License-Identifier: GPL-2.0-or-later
"""Files as an initramfs (newc, as Linux's Documentation/driver-api/early-userspace has it)."""
from typing import Iterable, Tuple

TRAILER = "TRAILER!!!"
FILE, DIRECTORY = 0o100755, 0o040755


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _member(inode: int, name: str, mode: int, data: bytes) -> bytes:
    fields = (inode, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0)
    header = b"070701" + b"".join(b"%08x" % field for field in fields)
    return _padded(header + name.encode() + b"\0") + _padded(data)


def archive(directories: Iterable[str], files: Iterable[Tuple[str, bytes]]) -> bytes:
    """Of executable files; what lies above them must be listed, the uppermost first."""
    entries = [*((name, DIRECTORY, b"") for name in directories),
               *((name, FILE, data) for name, data in files), (TRAILER, 0, b"")]
    return b"".join(_member(i, *entry) for i, entry in enumerate(entries, 1))
