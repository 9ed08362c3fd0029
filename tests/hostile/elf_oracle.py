# SPDX-License-Identifier: GPL-2.0-or-later
"""What a loader must make of a file, told from the ELF and Xen specifications and the README alone.

Nothing here is shared with the ROM but the sentences. Numbers are Python's, so nothing wraps.
"""
import struct
from typing import Iterator

from tests.hostile.elf_file import TOP, File, Header, Kernel, Load, Refused, narrow
from tests.hostile.notes_oracle import take_notes

PT_LOAD, PT_NOTE, ET_DYN = 1, 4, 3
MAX_HEADERS = 32
_COMPRESSORS = {b"\x1f\x8b": "gzip", b"\x28\xb5": "zstd", b"\xfd\x37": "xz", b"BZ": "bzip2",
                b"\x04\x22": "lz4", b"\x02\x21": "lz4"}
_EHDR = {1: "<16xHHIIIIIHHHHHH", 2: "<16xHHIQQQIHHHHHH"}
_PHDR = {1: "<IIIIIIII", 2: "<IIQQQQQQ"}


def _readable(data: bytes) -> str:
    return "".join(chr(c) if 0x20 <= c <= 0x7e else "." for c in data)


def _identify(file: File) -> int:
    """The file's class, 1 or 2."""
    head = file.read(0, 64)
    if file.size < 64:
        raise Refused("BAD_FILE_SIZE", file.size)
    if head[:4] != b"\x7fELF":
        if head[:2] in _COMPRESSORS:
            raise Refused("BAD_COMPRESSED", _COMPRESSORS[head[:2]])
        if file.read(0x202, 4) == b"HdrS":
            raise Refused("BAD_BZIMAGE")
        raise Refused("NO_ELF", int.from_bytes(head[:4], "little"), _readable(head[:4]))
    bits, order = head[4:6]
    kind, machine = struct.unpack_from("<HH", head, 16)
    for name, value, good in [("class", bits, (2, 1)), ("byte order", order, (1,)),
                              ("type", kind, (2, ET_DYN)),
                              ("machine", machine, (62, 3) if bits == 2 else (3,))]:
        if value not in good:
            raise Refused("BAD_ELF_FIELD", name, value, good[0])
    return bits


def _check_inside(file: File, what: str, index: int, offset: int, size: int) -> None:
    if size and offset + size > file.size:
        raise Refused("OFFSET_OUT_OF_RANGE", what, index, file.size)


def _headers(file: File, bits: int) -> Iterator[Header]:
    ehdr = struct.unpack(_EHDR[bits], file.read(0, struct.calcsize(_EHDR[bits])))
    phoff, phentsize, phnum = narrow(ehdr[4]), ehdr[8], ehdr[9]
    size = struct.calcsize(_PHDR[bits])
    if phentsize != size:
        raise Refused("BAD_ELF_FIELD", "e_phentsize", phentsize, size)
    if phnum > MAX_HEADERS:
        raise Refused("TOO_MANY_PHDRS", phnum, MAX_HEADERS)
    _check_inside(file, "program header", phnum - 1, phoff, phnum * size)
    for i in range(phnum):
        values = map(narrow, struct.unpack(_PHDR[bits], file.read(phoff + i * size, size)))
        if bits == 2:
            kind, _flags, offset, _vaddr, paddr, filesz, memsz, align = values
        else:
            kind, offset, _vaddr, paddr, filesz, memsz, _flags, align = values
        yield Header(i, kind, offset, paddr, filesz, memsz, align)


def _take_load(kernel: Kernel, h: Header) -> None:
    if h.paddr + h.memsz >= TOP:
        raise Refused("SEGMENT_OUT_OF_RANGE", h.index)
    if h.filesz > h.memsz:
        raise Refused("BAD_FILESZ", h.index)
    for other in kernel.loads:
        if other.start < h.paddr + h.memsz and h.paddr < other.end:
            raise Refused("BAD_OVERLAP", other.index, h.index)
    kernel.loads.append(Load(h.index, h.paddr, h.memsz, h.offset, h.filesz))
    kernel.align = max(kernel.align, h.align)


def _segments(file: File, bits: int) -> Kernel:
    kernel = Kernel()
    for h in _headers(file, bits):
        is_load = h.type == PT_LOAD and h.memsz | h.filesz
        if is_load or h.type == PT_NOTE:
            _check_inside(file, "segment", h.index, h.offset, h.filesz)
        if is_load:
            _take_load(kernel, h)
        elif h.type == PT_NOTE:
            take_notes(kernel, file, h)
    return kernel


def read(data: bytes) -> Kernel:
    """A file of ours to load: its segments and notes, all that can be checked without a machine."""
    file = File(data)
    kernel = _segments(file, _identify(file))
    if data[16] == ET_DYN and not data[17] and not kernel.reloc:
        raise Refused("BAD_ELF_FIELD", "type", ET_DYN, 2)
    if kernel.reloc and not kernel.reloc.align:
        default = kernel.align if kernel.align >= 0x1000 else 0x200000
        kernel.reloc = kernel.reloc._replace(align=default)
    return kernel
