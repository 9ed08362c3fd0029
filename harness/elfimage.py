# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds ELF files around any bytes.

An Image is a list of Segments (its program headers, in that order) and the few header fields
worth choosing. Contents are laid out in the file in the order of the list unless a Segment says
where. A Segment may lie inside another (`within`), as a PT_NOTE inside a PT_LOAD does.
"""
import struct
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

from harness.elf import (EHDR, EHDR_SIZE, EM_386, EM_X86_64, ET_EXEC, PF_R, PF_W, PF_X, PHDR,
                         PHDR_SIZE, PHYS32_ENTRY, PHYS32_RELOC, PT_LOAD, PT_NOTE, align_up)


@dataclass
class Note:
    """One ELF note. `align` is the padding of owner and descriptor: 4, or 8 for GNU properties."""
    type: int
    desc: bytes = b""
    owner: bytes = b"Xen\0"
    align: int = 4

    def encode(self) -> bytes:
        head = struct.pack("<III", len(self.owner), len(self.desc), self.type) + self.owner
        head = head.ljust(align_up(len(head), self.align), b"\0")
        return head + self.desc.ljust(align_up(len(self.desc), self.align), b"\0")


def entry_note(address: int, width: int = 8, owner: bytes = b"Xen\0") -> Note:
    """XEN_ELFNOTE_PHYS32_ENTRY, 8 bytes wide as Linux writes it, or 4 as others do."""
    return Note(PHYS32_ENTRY, address.to_bytes(width, "little"), owner)


def reloc_note(*values: int) -> Note:
    """XEN_ELFNOTE_PHYS32_RELOC: up to three of alignment, lowest start, highest last byte."""
    return Note(PHYS32_RELOC, struct.pack("<%dI" % len(values), *values))


def notes_bytes(*notes: Note) -> bytes:
    return b"".join(note.encode() for note in notes)


@dataclass
class Segment:
    """One program header and, unless it lies `within` another one, its bytes in the file."""
    type: int = PT_LOAD
    data: bytes = b""
    paddr: int = 0
    vaddr: Optional[int] = None         # default: paddr
    memsz: Optional[int] = None         # default: filesz
    filesz: Optional[int] = None        # default: len(data)
    flags: int = PF_R | PF_W | PF_X
    align: int = 0x1000                 # the field p_align
    offset: Optional[int] = None        # place in the file; default: next free one
    within: Optional[Tuple[int, int]] = None    # (index of the other segment, offset in it)
    file_align: int = 16                # of the default place in the file

    def size_in_file(self) -> int:
        return len(self.data) if self.filesz is None else self.filesz

    def header(self, offset: int) -> Dict[str, int]:
        filesz = self.size_in_file()
        return {"p_type": self.type, "p_flags": self.flags, "p_offset": offset,
                "p_vaddr": self.paddr if self.vaddr is None else self.vaddr,
                "p_paddr": self.paddr, "p_filesz": filesz,
                "p_memsz": filesz if self.memsz is None else self.memsz, "p_align": self.align}


def note_segment(*notes: Note, align: int = 4, **rest) -> Segment:
    """A PT_NOTE outside every PT_LOAD, as linkers lay it out when nothing loads it."""
    return Segment(PT_NOTE, notes_bytes(*notes), flags=PF_R, align=align, **rest)


@dataclass
class Image:
    """An ELF file. phoff None puts the program headers behind the ELF header, -1 at the end."""
    segments: List[Segment] = field(default_factory=list)
    bits: int = 64
    machine: Optional[int] = None
    type: int = ET_EXEC
    entry: int = 0
    phoff: Optional[int] = None

    def _place(self) -> Tuple[List[int], int]:
        """File offsets of the segments, and the end of the last."""
        end = EHDR_SIZE[self.bits]
        if self.phoff is None:
            end += len(self.segments) * PHDR_SIZE[self.bits]
        offsets: List[int] = []
        for segment in self.segments:
            if segment.within:
                offsets.append(-1)
                continue
            start = segment.offset
            if start is None:
                start = align_up(end, segment.file_align)
            offsets.append(start)
            end = max(end, start + len(segment.data))
        for i, segment in enumerate(self.segments):
            if segment.within:
                offsets[i] = offsets[segment.within[0]] + segment.within[1]
        return offsets, end

    def _phoff(self, end: int) -> int:
        if self.phoff is None:
            return EHDR_SIZE[self.bits]
        return align_up(end, 8) if self.phoff == -1 else self.phoff

    def _elf_header(self, out: bytearray, phoff: int) -> None:
        default = EM_X86_64 if self.bits == 64 else EM_386
        out[0:7] = b"\x7fELF" + bytes([self.bits // 32, 1, 1])
        values = {"e_type": self.type, "e_machine": self.machine or default, "e_version": 1,
                  "e_entry": self.entry, "e_phoff": phoff, "e_ehsize": EHDR_SIZE[self.bits],
                  "e_phentsize": PHDR_SIZE[self.bits], "e_phnum": len(self.segments)}
        for name, value in values.items():
            offset, code = EHDR[self.bits][name]
            struct.pack_into("<" + code, out, offset, value)

    def build(self) -> bytes:
        offsets, end = self._place()
        phoff = self._phoff(end)
        size = PHDR_SIZE[self.bits]
        out = bytearray(max(end, phoff + size * len(self.segments)))
        self._elf_header(out, phoff)
        for i, segment in enumerate(self.segments):
            if not segment.within:
                out[offsets[i]:offsets[i] + len(segment.data)] = segment.data
            for name, value in segment.header(offsets[i]).items():
                offset, code = PHDR[self.bits][name]
                struct.pack_into("<" + code, out, phoff + i * size + offset, value)
        return bytes(out)
