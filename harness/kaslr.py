# SPDX-License-Identifier: GPL-2.0-or-later
"""A small kernel with Linux's relocations, and what moving a kernel makes of it, byte by byte.

The lists are read as Linux's own code reads them (arch/x86/boot/compressed/misc.c): backwards from
the end of the payload, each up to a zero.
"""
import struct
from typing import Iterator, List, Set, Tuple

from harness import bzimage
from harness.elf import (EHDR, PHYS32_ENTRY, PT_LOAD, PT_NOTE, align_up, locate,
                         program_headers)
from harness.elfimage import Image, Segment, entry_note, note_segment

BASE = {32: 0xc0000000, 64: 0xffffffff80000000}     # link address of physical address 0
START, DATA, DATA_SIZE = 0x1000000, 0x1400000, 0x100000
ALIGNMENT, INIT_SIZE = 0x200000, 0x800000
PLACES = 8                                          # in each list
MIB = 1 << 20
FIRMWARE = 24 * MIB                                 # tools/kaslr_place.c
_SETUP = {"kernel_alignment": (0x230, "<I"), "pref_address": (0x258, "<Q"),
          "init_size": (0x260, "<I")}


def _link(paddr: int, bits: int) -> int:
    return BASE[bits] + paddr


def _contents(bits: int) -> Tuple[bytes, List[List[int]]]:
    """The data segment, and the places in it: 64-bit, to decrease, 32-bit. It ends in half a MiB
    of zeros, of which one is a value."""
    data, places = bytearray(DATA_SIZE), [[], [], []]
    for i in range(PLACES):
        for number, width in enumerate((8, 4, 4) if bits == 64 else (None, None, 4)):
            if width is None:
                continue
            at = 0x100 + 0x400 * number + 13 * i
            value = _link(START + 0x40 * i, bits)
            if number == 1:
                value = 0x100 + i - _link(DATA + at, bits)
            data[at:at + width] = (value % (1 << 8 * width)).to_bytes(width, "little")
            places[number].append(_link(DATA + at, bits))
    if bits == 64:
        places[0] += [_link(DATA + 0x4000 + 8 * i, bits) for i in range(24)]
        for at in places[0][PLACES:]:
            struct.pack_into("<Q", data, at - _link(DATA, bits), _link(START, bits))
        places[0].append(_link(DATA + 0xc0ffc, bits))
    return bytes(data), places


def vmlinux(bits: int = 64) -> Tuple[bytes, bytes]:
    """The ELF file and its relocations."""
    data, places = _contents(bits)
    text = bytes(range(1, 256)) * 100
    image = bytearray(Image([
        Segment(data=text, paddr=START, vaddr=_link(START, bits), file_align=4096),
        Segment(data=data, paddr=DATA, vaddr=_link(DATA, bits), file_align=4096),
        note_segment(entry_note(START + 16, width=bits // 8))], bits=bits, entry=START).build())
    image += bytes(-len(image) % 8)
    section = {32: 40, 64: 64}[bits]
    for name, value in (("e_shoff", len(image)), ("e_shentsize", section), ("e_shnum", 1)):
        offset, code = EHDR[bits][name]
        struct.pack_into("<" + code, image, offset, value)
    lists = places if bits == 64 else places[2:]
    words = [word & 0xffffffff for one in lists for word in (0, *one)]
    return bytes(image) + bytes(section), struct.pack("<%dI" % len(words), *words)


def vmlinuz(elf: bytes, behind: bytes, **setup: int) -> bytes:
    """A bzImage; setup replaces fields of its setup header."""
    image = bytearray(bzimage.bzimage(bzimage.payload(elf + behind, "gzip")))
    fields = {"kernel_alignment": ALIGNMENT, "pref_address": START, "init_size": INIT_SIZE, **setup}
    for name, value in fields.items():
        offset, form = _SETUP[name]
        struct.pack_into(form, image, offset, value)
    return bytes(image)


def choices(memory: int, initrd: int = 0) -> int:
    """How many places there are for it."""
    return (memory - FIRMWARE - initrd - START - INIT_SIZE) // ALIGNMENT + 1


def possible(elf: bytes, relocs: bytes, memory: int) -> Set[bytes]:
    """The ELF file at each of them."""
    return {moved(elf, relocs, n * ALIGNMENT) for n in range(choices(memory))}


def _lists(words: List[int]) -> Iterator[List[int]]:
    """From the last word backwards."""
    found: List[int] = []
    for word in reversed(words):
        if word:
            found.append(word)
        else:
            yield found
            found = []


def _places(elf: bytes, relocs: bytes, distance: int) -> Iterator[Tuple[int, int, int]]:
    """(place, width, what is added)"""
    lists = list(_lists([word for word, in struct.iter_unpack("<I", relocs)]))
    kinds = {1: [(4, distance)], 2: [(4, distance), (8, distance)],
             3: [(4, distance), (4, -distance), (8, distance)]}[len(lists)]
    for (width, add), places in zip(kinds, lists):
        for place in places:
            yield place - BASE[32 * elf[4]] & 0xffffffff, width, add


def _add(file: bytearray, at: int, width: int, distance: int) -> None:
    value = int.from_bytes(file[at:at + width], "little") + distance
    file[at:at + width] = (value % (1 << 8 * width)).to_bytes(width, "little")


def _move_note(file: bytearray, start: int, size: int, distance: int) -> None:
    at = start
    while at + 12 <= start + size:
        namesz, descsz, kind = struct.unpack_from("<III", file, at)
        desc = at + 12 + align_up(namesz, 4)
        if (kind, file[at + 12:at + 12 + namesz]) == (PHYS32_ENTRY, b"Xen\0"):
            _add(file, desc, 4, distance)
        at = desc + align_up(descsz, 4)


def moved(elf: bytes, relocs: bytes, distance: int) -> bytes:
    """The ELF file, packed or not, as it has to be at another place."""
    file, headers, width = bytearray(elf), program_headers(elf), 4 * elf[4]
    loads = [h for h in headers if h["p_type"] == PT_LOAD]
    for paddr, size, add in _places(elf, relocs, distance):
        load = next(h for h in loads
                    if 0 <= paddr - h["p_paddr"] <= h["p_filesz"] - size)
        _add(file, load["p_offset"] + paddr - load["p_paddr"], size, add)
    _add(file, locate(elf, "e_entry")[0], width, distance)
    for i, header in enumerate(headers):
        _add(file, locate(elf, "ph%d.p_paddr" % i)[0], width, distance)
        if header["p_vaddr"] - header["p_paddr"] == BASE[32 * elf[4]]:
            _add(file, locate(elf, "ph%d.p_vaddr" % i)[0], width, distance)
        if header["p_type"] == PT_NOTE:
            _move_note(file, header["p_offset"], header["p_filesz"], distance)
    return bytes(file)


def loaded(elf: bytes) -> List[Tuple[int, int]]:
    """Physical start and end of each PT_LOAD."""
    return [(h["p_paddr"], h["p_paddr"] + h["p_filesz"]) for h in program_headers(elf)
            if h["p_type"] == PT_LOAD]
