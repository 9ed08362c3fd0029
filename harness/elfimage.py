# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds ELF files around any bytes, and breaks exactly one field of a good one.

An Image is a list of Segments (its program headers, in that order) and the few header fields
worth choosing. Contents are laid out in the file in the order of the list unless a Segment says
where. A Segment may lie inside another (`within`), as a PT_NOTE inside a PT_LOAD does.
"""
import struct
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

EM_386, EM_X86_64, EM_AARCH64 = 3, 62, 183
ET_REL, ET_EXEC, ET_DYN = 1, 2, 3
PT_NULL, PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE = 0, 1, 2, 3, 4
PF_X, PF_W, PF_R = 1, 2, 4

PHYS32_ENTRY, PHYS32_RELOC = 18, 19     # Xen, xen/include/public/elfnote.h

# Field name -> (offset, struct code), from the System V ABI.
_IDENT = {"ei_mag": (0, "I"), "ei_class": (4, "B"), "ei_data": (5, "B"), "ei_version": (6, "B")}
_EHDR = {
    32: {"e_type": (16, "H"), "e_machine": (18, "H"), "e_version": (20, "I"), "e_entry": (24, "I"),
         "e_phoff": (28, "I"), "e_shoff": (32, "I"), "e_flags": (36, "I"), "e_ehsize": (40, "H"),
         "e_phentsize": (42, "H"), "e_phnum": (44, "H"), "e_shentsize": (46, "H"),
         "e_shnum": (48, "H"), "e_shstrndx": (50, "H")},
    64: {"e_type": (16, "H"), "e_machine": (18, "H"), "e_version": (20, "I"), "e_entry": (24, "Q"),
         "e_phoff": (32, "Q"), "e_shoff": (40, "Q"), "e_flags": (48, "I"), "e_ehsize": (52, "H"),
         "e_phentsize": (54, "H"), "e_phnum": (56, "H"), "e_shentsize": (58, "H"),
         "e_shnum": (60, "H"), "e_shstrndx": (62, "H")},
}
_PHDR = {
    32: {"p_type": (0, "I"), "p_offset": (4, "I"), "p_vaddr": (8, "I"), "p_paddr": (12, "I"),
         "p_filesz": (16, "I"), "p_memsz": (20, "I"), "p_flags": (24, "I"), "p_align": (28, "I")},
    64: {"p_type": (0, "I"), "p_flags": (4, "I"), "p_offset": (8, "Q"), "p_vaddr": (16, "Q"),
         "p_paddr": (24, "Q"), "p_filesz": (32, "Q"), "p_memsz": (40, "Q"), "p_align": (48, "Q")},
}
_EHDR_SIZE = {32: 52, 64: 64}
_PHDR_SIZE = {32: 32, 64: 56}
_NOTE = {"n_namesz": 0, "n_descsz": 4, "n_type": 8}


def align_up(value: int, align: int) -> int:
    return (value + align - 1) // align * align if align > 1 else value


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
        end = _EHDR_SIZE[self.bits]
        if self.phoff is None:
            end += len(self.segments) * _PHDR_SIZE[self.bits]
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
            return _EHDR_SIZE[self.bits]
        return align_up(end, 8) if self.phoff == -1 else self.phoff

    def _elf_header(self, out: bytearray, phoff: int) -> None:
        default = EM_X86_64 if self.bits == 64 else EM_386
        out[0:7] = b"\x7fELF" + bytes([self.bits // 32, 1, 1])
        values = {"e_type": self.type, "e_machine": self.machine or default, "e_version": 1,
                  "e_entry": self.entry, "e_phoff": phoff, "e_ehsize": _EHDR_SIZE[self.bits],
                  "e_phentsize": _PHDR_SIZE[self.bits], "e_phnum": len(self.segments)}
        for name, value in values.items():
            offset, code = _EHDR[self.bits][name]
            struct.pack_into("<" + code, out, offset, value)

    def build(self) -> bytes:
        offsets, end = self._place()
        phoff = self._phoff(end)
        size = _PHDR_SIZE[self.bits]
        out = bytearray(max(end, phoff + size * len(self.segments)))
        self._elf_header(out, phoff)
        for i, segment in enumerate(self.segments):
            if not segment.within:
                out[offsets[i]:offsets[i] + len(segment.data)] = segment.data
            for name, value in segment.header(offsets[i]).items():
                offset, code = _PHDR[self.bits][name]
                struct.pack_into("<" + code, out, phoff + i * size + offset, value)
        return bytes(out)


def locate(elf: bytes, name: str) -> Tuple[int, str]:
    """Offset and struct code of a field: `e_machine`, `ph2.p_filesz`, `ph0.note1.n_descsz`."""
    bits = 32 * elf[4]
    if name in _IDENT:
        return _IDENT[name]
    if name in _EHDR[bits]:
        return _EHDR[bits][name]
    header, _, rest = name.partition(".")
    phoff = get_field(elf, "e_phoff") + int(header[2:]) * _PHDR_SIZE[bits]
    if rest in _PHDR[bits]:
        offset, code = _PHDR[bits][rest]
        return phoff + offset, code
    note, _, member = rest.partition(".")
    return _note_offset(elf, header, int(note[4:])) + _NOTE[member], "I"


def _note_offset(elf: bytes, header: str, index: int) -> int:
    """File offset of the index-th note (4-byte padding) of a PT_NOTE."""
    offset = get_field(elf, header + ".p_offset")
    for _ in range(index):
        namesz, descsz = struct.unpack_from("<II", elf, offset)
        offset += 12 + align_up(namesz, 4) + align_up(descsz, 4)
    return offset


def get_field(elf: bytes, name: str) -> int:
    offset, code = locate(elf, name)
    return struct.unpack_from("<" + code, elf, offset)[0]


def patch(elf: bytes, name: str, value: int) -> bytes:
    """The same file with one field changed; see locate for the names."""
    offset, code = locate(elf, name)
    out = bytearray(elf)
    struct.pack_into("<" + code, out, offset, value)
    return bytes(out)
