# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the PVH entry point of an ELF kernel: Xen's PHYS32_ENTRY note."""

from __future__ import annotations

import struct
from typing import Iterator, NamedTuple

from .files import BadFile

ELF_MAGIC = b"\x7fELF"
PT_NOTE = 4
XEN_ELFNOTE_PHYS32_ENTRY = 18
X86_MACHINES = {3: "i386", 62: "x86-64"}


class Header(NamedTuple):
    """What a program header says that matters here."""
    type: int
    offset: int
    paddr: int
    filesz: int
    memsz: int
    align: int


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


def program_headers(elf: bytes) -> Iterator[Header]:
    if elf[4:7] not in (b"\x01\x01\x01", b"\x02\x01\x01"):
        raise BadFile("it is an ELF, but not a little-endian one of version 1")
    is64 = elf[4] == 2
    machine_name(elf)
    (phoff,) = unpack("<Q" if is64 else "<I", elf, 32 if is64 else 28, "ELF header")
    phentsize, phnum = unpack("<HH", elf, 54 if is64 else 42, "ELF header")
    for at in range(phoff, phoff + phnum * phentsize, phentsize or 1):
        if is64:
            kind, _, offset, _, paddr, filesz, memsz, align = unpack(
                "<IIQQQQQQ", elf, at, "program header")
        else:
            kind, offset, _, paddr, filesz, memsz, _, align = unpack(
                "<8I", elf, at, "program header")
        yield Header(kind, offset, paddr, filesz, memsz, align)


def note_segments(elf: bytes) -> Iterator[Header]:
    return (header for header in program_headers(elf) if header.type == PT_NOTE)


def walk(elf: bytes, segment: Header, padding: int) -> tuple[list[Note], int | None]:
    """The notes, and the offset of the one that runs past the segment's end, if one does."""
    found, at, end = [], segment.offset, segment.offset + segment.filesz
    while at + 12 <= end:
        name_size, size, kind = struct.unpack_from("<III", elf, at)
        if not name_size and segment.align == 8 and at % 8:
            at += 4     # what lies before a section of GNU property notes, which starts on 8
            continue
        descriptor = at + (12 + name_size + padding - 1 & -padding)
        if descriptor + size > end:
            return found, at
        found.append(Note(elf[at + 12 : at + 12 + name_size], kind,
                          elf[descriptor : descriptor + size]))
        at = descriptor + (size + padding - 1 & -padding)
    return found, None


def is_entry(note: Note) -> bool:
    return note.owner == b"Xen\0" and note.type == XEN_ELFNOTE_PHYS32_ENTRY


def notes(elf: bytes, segment: Header) -> list[Note]:
    """As the ROM reads them: linkers pad to 4 bytes whatever p_align says, but for GNU property
    notes, which they pad to 8; so 8 is tried where 4 leads nowhere and p_align allows it."""
    end = segment.offset + segment.filesz
    if end > len(elf):
        raise BadFile(f"it is cut short: its notes should end at byte {end} of {len(elf)}")
    found, bad = walk(elf, segment, 4)
    if segment.align == 8 and (bad is not None or not any(map(is_entry, found))):
        found8, bad8 = walk(elf, segment, 8)
        found, bad = found + found8, None if bad is None else bad8
    if bad is not None:
        raise BadFile(f"the note at 0x{bad:x} reaches past the end of its segment")
    return found


def pvh_entry(elf: bytes) -> int | None:
    """The entry address in Xen's PHYS32_ENTRY note, or None without one."""
    for segment in note_segments(elf):
        for note in filter(is_entry, notes(elf, segment)):
            if len(note.descriptor) not in (4, 8):
                raise BadFile(f"its entry note has {len(note.descriptor)} bytes, not 4 or 8")
            return int.from_bytes(note.descriptor, "little")
    return None
