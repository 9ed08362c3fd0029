# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads ELF files: fields by name, notes, symbols. elfimage.py writes them."""
import struct
from typing import Dict, Iterator, List, Optional, Tuple

EM_386, EM_X86_64 = 3, 62
ET_EXEC, ET_DYN = 2, 3
PT_NULL, PT_LOAD, PT_DYNAMIC, PT_INTERP, PT_NOTE = 0, 1, 2, 3, 4
PF_X, PF_W, PF_R = 1, 2, 4
SHT_SYMTAB = 2

PHYS32_ENTRY, PHYS32_RELOC = 18, 19     # Xen, xen/include/public/elfnote.h

# Field name -> (offset, struct code), from the System V ABI.
_IDENT = {"ei_mag": (0, "I"), "ei_class": (4, "B"), "ei_data": (5, "B"), "ei_version": (6, "B")}
EHDR = {
    32: {"e_type": (16, "H"), "e_machine": (18, "H"), "e_version": (20, "I"), "e_entry": (24, "I"),
         "e_phoff": (28, "I"), "e_shoff": (32, "I"), "e_flags": (36, "I"), "e_ehsize": (40, "H"),
         "e_phentsize": (42, "H"), "e_phnum": (44, "H"), "e_shentsize": (46, "H"),
         "e_shnum": (48, "H"), "e_shstrndx": (50, "H")},
    64: {"e_type": (16, "H"), "e_machine": (18, "H"), "e_version": (20, "I"), "e_entry": (24, "Q"),
         "e_phoff": (32, "Q"), "e_shoff": (40, "Q"), "e_flags": (48, "I"), "e_ehsize": (52, "H"),
         "e_phentsize": (54, "H"), "e_phnum": (56, "H"), "e_shentsize": (58, "H"),
         "e_shnum": (60, "H"), "e_shstrndx": (62, "H")},
}
PHDR = {
    32: {"p_type": (0, "I"), "p_offset": (4, "I"), "p_vaddr": (8, "I"), "p_paddr": (12, "I"),
         "p_filesz": (16, "I"), "p_memsz": (20, "I"), "p_flags": (24, "I"), "p_align": (28, "I")},
    64: {"p_type": (0, "I"), "p_flags": (4, "I"), "p_offset": (8, "Q"), "p_vaddr": (16, "Q"),
         "p_paddr": (24, "Q"), "p_filesz": (32, "Q"), "p_memsz": (40, "Q"), "p_align": (48, "Q")},
}
EHDR_SIZE = {32: 52, 64: 64}
PHDR_SIZE = {32: 32, 64: 56}
_NOTE = {"n_namesz": 0, "n_descsz": 4, "n_type": 8}


def align_up(value: int, align: int) -> int:
    return (value + align - 1) // align * align if align > 1 else value


def locate(elf: bytes, name: str) -> Tuple[int, str]:
    """Offset and struct code of a field: `e_machine`, `ph2.p_filesz`, `ph0.note1.n_descsz`."""
    bits = 32 * elf[4]
    if name in _IDENT:
        return _IDENT[name]
    if name in EHDR[bits]:
        return EHDR[bits][name]
    header, _, rest = name.partition(".")
    phoff = get_field(elf, "e_phoff") + int(header[2:]) * PHDR_SIZE[bits]
    if rest in PHDR[bits]:
        offset, code = PHDR[bits][rest]
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


def program_headers(elf: bytes) -> List[Dict[str, int]]:
    """Each header's fields by name: `p_type`, `p_paddr`, ..."""
    return [{name: get_field(elf, "ph%d.%s" % (i, name)) for name in PHDR[32 * elf[4]]}
            for i in range(get_field(elf, "e_phnum"))]


def patch(elf: bytes, name: str, value: int) -> bytes:
    """The same file with one field changed; see locate for the names."""
    offset, code = locate(elf, name)
    out = bytearray(elf)
    struct.pack_into("<" + code, out, offset, value)
    return bytes(out)


def _table(elf: bytes, at: str, count: str, size: int) -> List[bytes]:
    """The entries of a header table; none if it does not lie in the file."""
    start, entries = get_field(elf, at), get_field(elf, count)
    if not start or start + size * entries > len(elf):
        return []
    return [elf[start + i * size:start + (i + 1) * size] for i in range(entries)]


def _sections(elf: bytes) -> List[Tuple[int, int, int, int]]:
    """(type, offset, size, link) of each."""
    form = {1: "<IIIIIIIIII", 2: "<IIQQQQIIQQ"}[elf[4]]
    rows = (struct.unpack(form, raw)
            for raw in _table(elf, "e_shoff", "e_shnum", struct.calcsize(form)))
    return [(row[1], row[4], row[5], row[6]) for row in rows]


def symbols(elf: bytes) -> Iterator[Tuple[str, int]]:
    """Name and value of each symbol in the symbol tables."""
    form, name_at, value_at = {1: ("<IIIBBH", 0, 1), 2: ("<IBBHQQ", 0, 4)}[elf[4]]
    sections = _sections(elf)
    for kind, offset, size, link in sections:
        names = sections[link][1]
        raw = elf[offset:offset + size] if kind == SHT_SYMTAB else b""
        for row in struct.iter_unpack(form, raw):
            start = names + row[name_at]
            yield elf[start:elf.index(b"\0", start)].decode(), row[value_at]


def _notes(data: bytes) -> Iterator[Tuple[bytes, int, bytes]]:
    """(owner, type, descriptor) of notes that are padded to 4 bytes."""
    at = 0
    while at + 12 <= len(data):
        namesz, descsz, kind = struct.unpack_from("<III", data, at)
        desc = at + 12 + align_up(namesz, 4)
        yield data[at + 12:at + 12 + namesz], kind, data[desc:desc + descsz]
        at = desc + align_up(descsz, 4)


def pvh_entry(elf: bytes) -> Optional[int]:
    """The address in the Xen note of type 18, if the file is an ELF that has one."""
    if elf[:4] != b"\x7fELF":
        return None
    for header in program_headers(elf):
        if header["p_type"] == PT_NOTE:
            data = elf[header["p_offset"]:header["p_offset"] + header["p_filesz"]]
            for owner, kind, desc in _notes(data):
                if (owner, kind) == (b"Xen\0", PHYS32_ENTRY):
                    return int.from_bytes(desc, "little")
    return None
