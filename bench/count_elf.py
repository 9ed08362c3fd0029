# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds ELF files that PVH loaders take: PT_LOADs and one PT_NOTE, of any shape."""

import struct
from dataclasses import dataclass
from typing import List, NamedTuple, Optional

PT_LOAD, PT_NOTE = 1, 4
ET_EXEC = 2
XEN_ELFNOTE_PHYS32_ENTRY = 18
NOTE_ALIGN = 4


class ElfClass(NamedTuple):
    number: int
    machine: int
    header: str          # struct formats: the ELF header
    program_header: str  # and a program header


ELF32 = ElfClass(1, 3, "<16sHHIIIIIHHHHHH", "<IIIIIIII")
ELF64 = ElfClass(2, 62, "<16sHHIQQQIHHHHHH", "<IIQQQQQQ")


@dataclass
class Segment:
    paddr: int
    data: bytes
    given_vaddr: Optional[int] = None

    @property
    def vaddr(self) -> int:
        return self.paddr if self.given_vaddr is None else self.given_vaddr


def note(owner: bytes, kind: int, descriptor: bytes) -> bytes:
    sizes = struct.pack("<III", len(owner), len(descriptor), kind)
    parts = (owner, descriptor)
    return sizes + b"".join(part + bytes(-len(part) % NOTE_ALIGN) for part in parts)


def entry_note(entry: int) -> bytes:
    """Eight bytes wide, as Linux writes it."""
    return note(b"Xen\0", XEN_ELFNOTE_PHYS32_ENTRY, struct.pack("<Q", entry))


def _program_header(elf: ElfClass, kind: int, offset: int, segment: Segment,
                    align: int) -> bytes:
    size, flags = len(segment.data), 7
    where = (offset, segment.vaddr, segment.paddr, size, size)
    fields = (kind, *where, flags, align) if elf is ELF32 else (kind, flags, *where, align)
    return struct.pack(elf.program_header, *fields)


def _elf_header(elf: ElfClass, entry: int, headers: int) -> bytes:
    ident = b"\x7fELF" + bytes([elf.number, 1, 1])
    size = struct.calcsize(elf.header)
    return struct.pack(elf.header, ident, ET_EXEC, elf.machine, 1, entry, size, 0, 0, size,
                       struct.calcsize(elf.program_header), headers, 0, 0, 0)


def make_elf(elf: ElfClass, segments: List[Segment], entry: int, notes: bytes,
             notes_paddr: Optional[int] = None, align: int = 0x1000) -> bytes:
    """The notes lie inside the segment of that address, or without one behind the headers."""
    headers = _elf_header(elf, entry, len(segments) + 1)
    notes_at = struct.calcsize(elf.header)
    notes_at += struct.calcsize(elf.program_header) * (len(segments) + 1)
    image = bytearray(notes_at) + notes
    for segment in segments:
        image += bytes((segment.vaddr - len(image)) % align)
        headers += _program_header(elf, PT_LOAD, len(image), segment, align)
        if notes_paddr and 0 <= notes_paddr - segment.paddr < len(segment.data):
            notes_at = len(image) + notes_paddr - segment.paddr
        image += segment.data
    image[notes_at:notes_at + len(notes)] = notes
    headers += _program_header(elf, PT_NOTE, notes_at, Segment(notes_paddr or 0, notes),
                               NOTE_ALIGN)
    image[:len(headers)] = headers
    return bytes(image)
