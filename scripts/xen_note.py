# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the PVH entry point of an ELF kernel: Xen's PHYS32_ENTRY note."""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

ELF_MAGIC = b"\x7fELF"
PT_NOTE = 4
XEN_ELFNOTE_PHYS32_ENTRY = 18
NT_GNU_PROPERTY_TYPE_0 = 5
X86_MACHINES = {3: "i386", 62: "x86-64"}


class BadFile(Exception):
    """Why a file is of no use, in one sentence."""


class Note(NamedTuple):
    owner: bytes
    type: int
    descriptor: bytes


def unpack(fmt: str, data: bytes, offset: int, what: str) -> tuple:
    if offset < 0 or offset + struct.calcsize(fmt) > len(data):
        raise BadFile(f"the {what} at 0x{offset:x} reaches past its end (0x{len(data):x} bytes)")
    return struct.unpack_from(fmt, data, offset)


def machine_name(elf: bytes) -> str:
    (machine,) = unpack("<H", elf, 18, "ELF header")
    if machine not in X86_MACHINES:
        raise BadFile(f"it is an ELF for machine {machine}, not for x86")
    return X86_MACHINES[machine]


def note_segments(elf: bytes) -> Iterator[tuple[int, int, int]]:
    """Offset, size and alignment of every PT_NOTE."""
    if elf[4:7] not in (b"\x01\x01\x01", b"\x02\x01\x01"):
        raise BadFile("it is an ELF, but not a little-endian one of version 1")
    is64 = elf[4] == 2
    machine_name(elf)
    (phoff,) = unpack("<Q" if is64 else "<I", elf, 32 if is64 else 28, "ELF header")
    phentsize, phnum = unpack("<HH", elf, 54 if is64 else 42, "ELF header")
    for header in range(phoff, phoff + phnum * phentsize, phentsize or 1):
        if is64:
            fields = unpack("<IIQQQQQQ", elf, header, "program header")
            kind, _, offset, _, _, size, _, align = fields
        else:
            fields = unpack("<8I", elf, header, "program header")
            kind, offset, _, _, size, _, _, align = fields
        if kind == PT_NOTE:
            yield offset, size, align


def notes(elf: bytes, offset: int, size: int, align: int) -> Iterator[Note]:
    """Padding is to 4 bytes whatever p_align says, but for GNU property notes."""
    end = offset + size
    if end > len(elf):
        raise BadFile(f"it is cut short: its notes should end at byte {end} of {len(elf)}")
    while offset + 12 <= end:
        name_size, size, kind = struct.unpack_from("<III", elf, offset)
        descriptor = offset + 12 + (name_size + 3 & ~3)
        owner = elf[offset + 12 : offset + 12 + name_size].rstrip(b"\0")
        if descriptor + size > end:
            raise BadFile(f"the note at 0x{offset:x} reaches past the end of its segment")
        yield Note(owner, kind, elf[descriptor : descriptor + size])
        is_property = owner == b"GNU" and kind == NT_GNU_PROPERTY_TYPE_0
        padding = 8 if align == 8 and is_property else 4
        offset = descriptor + (size + padding - 1 & -padding)


def pvh_entry(elf: bytes) -> int | None:
    """The entry address in Xen's PHYS32_ENTRY note, or None without one."""
    for segment in note_segments(elf):
        for note in notes(elf, *segment):
            if note.owner == b"Xen" and note.type == XEN_ELFNOTE_PHYS32_ENTRY:
                return int.from_bytes(note.descriptor[:4], "little")
    return None
