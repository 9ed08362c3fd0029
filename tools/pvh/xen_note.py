# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the PVH entry point of an ELF kernel: Xen's PHYS32_ENTRY note."""

from __future__ import annotations

import struct
from typing import Callable, NamedTuple

from .files import BadFile

ELF_MAGIC = b"\x7fELF"
PT_LOAD, PT_NOTE = 1, 4
SEGMENTS_MAX = 32          # as in the ROM
NOTES_MAX = 1 << 20        # bytes of all of them; kernels have a few hundred
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


def unpack(fmt: str, data: bytes, offset: int, what: str) -> tuple:
    if offset < 0 or offset + struct.calcsize(fmt) > len(data):
        raise BadFile(f"the {what} at 0x{offset:x} reaches past its end (0x{len(data):x} bytes)")
    return struct.unpack_from(fmt, data, offset)


def machine_name(elf: bytes) -> str:
    (machine,) = unpack("<H", elf, 18, "ELF header")
    if machine not in X86_MACHINES:
        raise BadFile(f"it is an ELF for machine {machine}, not for x86")
    return X86_MACHINES[machine]


def table(elf: bytes) -> range:
    """Where each program header is."""
    if elf[4:7] not in (b"\x01\x01\x01", b"\x02\x01\x01"):
        raise BadFile("it is an ELF, but not a little-endian one of version 1")
    is64 = elf[4] == 2
    machine_name(elf)
    (phoff,) = unpack("<Q" if is64 else "<I", elf, 32 if is64 else 28, "ELF header")
    phentsize, phnum = unpack("<HH", elf, 54 if is64 else 42, "ELF header")
    size = 56 if is64 else 32
    if phentsize != size:
        raise BadFile(f"its e_phentsize is {phentsize}, not {size}")
    if phnum > SEGMENTS_MAX:
        raise BadFile(f"it has {phnum} program headers, {SEGMENTS_MAX} is the limit")
    return range(phoff, phoff + phnum * size, size)


def header(elf: bytes, at: int) -> Header:
    if elf[4] == 2:
        kind, _, offset, _, paddr, filesz, memsz, align = unpack(
            "<IIQQQQQQ", elf, at, "program header")
    else:
        kind, offset, _, paddr, filesz, memsz, _, align = unpack("<8I", elf, at, "program header")
    return Header(kind, offset, paddr, filesz, memsz, align)


def segments(elf: bytes, kind: int) -> list[Header]:
    """Those of this type; the file has all of each."""
    found = [found for at in table(elf) if (found := header(elf, at)).type == kind]
    for segment in found:
        end = segment.offset + segment.filesz
        if segment.filesz and end > len(elf):
            what = "notes" if kind == PT_NOTE else f"segment for 0x{segment.paddr:x}"
            raise BadFile(f"it is cut short: its {what} should end at byte {end} of {len(elf)}")
    return found


def walk(elf: bytes, segment: Header, padding: int, take: Callable[[bytes], None]) -> int | None:
    """take() the descriptor of each entry note. Offset of the note that runs past the segment's
    end, if one does."""
    at, end = segment.offset, segment.offset + segment.filesz
    while at + 12 <= end:
        name_size, size, kind = struct.unpack_from("<III", elf, at)
        if not name_size and segment.align == 8 and at % 8:
            at += 4     # what lies before a section of GNU property notes, which starts on 8
            continue
        descriptor = at + (12 + name_size + padding - 1 & -padding)
        if descriptor + size > end:
            return at
        if kind == XEN_ELFNOTE_PHYS32_ENTRY and elf[at + 12 : at + 12 + name_size] == b"Xen\0":
            take(elf[descriptor : descriptor + size])
        at = descriptor + (size + padding - 1 & -padding)
    return None


def entries(elf: bytes) -> list[int]:
    """As the ROM reads them: linkers pad to 4 bytes whatever p_align says, but for GNU property
    notes, which they pad to 8; so 8 is tried where 4 leads nowhere and p_align allows it."""
    found: list[int] = []

    def take(descriptor: bytes) -> None:
        if len(descriptor) not in (4, 8):
            raise BadFile(f"its entry note has {len(descriptor)} bytes, not 4 or 8")
        found.append(int.from_bytes(descriptor, "little"))

    for segment in segments(elf, PT_NOTE):
        bad = walk(elf, segment, 4, take)
        if segment.align == 8 and (bad is not None or not found):
            bad8 = walk(elf, segment, 8, take)
            bad = None if bad is None else bad8
        if bad is not None:
            raise BadFile(f"the note at 0x{bad:x} reaches past the end of its segment")
    return found


def pvh_entry(elf: bytes) -> int | None:
    """The entry address in Xen's first PHYS32_ENTRY note, or None without one. Whatever a loader
    reads has been looked at then, and is in the file."""
    segments(elf, PT_LOAD)
    size = sum(segment.filesz for segment in segments(elf, PT_NOTE))
    if size > NOTES_MAX:
        raise BadFile(f"it has {size} bytes of notes, {NOTES_MAX} is the limit")
    return next(iter(entries(elf)), None)
