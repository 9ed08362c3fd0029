# SPDX-License-Identifier: GPL-2.0-or-later
"""Damage to an ELF file where a loader looks: headers, program headers, notes, its length."""
import random
from typing import Any, List, Tuple

from harness.elf import PT_LOAD, PT_NOTE, get_field


Step = List[Any]

_EHDR = ("ei_mag ei_class ei_data ei_version e_type e_machine e_version e_entry e_phoff e_shoff "
         "e_flags e_ehsize e_phentsize e_phnum e_shentsize e_shnum e_shstrndx").split()
_PHDR = "p_type p_offset p_vaddr p_paddr p_filesz p_memsz p_flags p_align".split()
_PHDR_WEIGHTS = (3, 3, 1, 4, 3, 4, 1, 2)

# Edges of the ABI, of the machine and of arithmetic.
PLACES = [0, 0x500, 0x6fff, 0x7000, 0x7c00, 0x10000, 0x8ffff, 0x90000, 0x9fc00, 0xa0000, 0xc0000,
          0xe8000, 0xfffff, 0x100000, 0xf00000, 0x1000000, 0x1800000, 0x7fe0000, 0x8000000,
          0x3fffffff, 0x40000000, 0xbfffffff, 0xfec00000, 0xfffc0000, 0xfffff000, 0xffffffff]
NUMBERS = [0, 1, 2, 3, 4, 5, 7, 8, 12, 16, 18, 19, 31, 32, 33, 52, 56, 64, 255, 0xfff, 0x1000,
           0xffff, 0x200000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffc, 0xffffffff, 1 << 32,
           (1 << 32) + 0x1000000, 1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 4096, (1 << 64) - 1]
_MAGICS = [0x00088b1f, 0xfd2fb528, 0x587a37fd, 0x39685a42, 0x184d2204, 0x184c2102, 0x1badb002]
_HDRS = 0x53726448
ELFCLASS64 = 2
STEPS = [1, -1, 4, -4, 8, 12, 16, 56, -56, 0x1000, -0x1000, 0x10000, 0x200000, -0x200000]


def value(rng: random.Random, now: int, others: List[int]) -> int:
    """A neighbour of what there is, an edge of something, a number from elsewhere, or noise."""
    kind = rng.randrange(8)
    if kind < 2:
        return now + rng.choice(STEPS)
    if kind == 2:
        return now ^ 1 << rng.randrange(64)
    if kind == 3:
        return rng.choice(NUMBERS)
    if kind == 4:
        return rng.choice(PLACES) + rng.choice([0, 0, 0, -1, 1, 0x1000, -0x20000])
    if kind == 5:
        return rng.choice(others) + rng.choice([0, 0, 1, -1])
    if kind == 6:
        return now * 2 or 1
    return rng.getrandbits(rng.choice([4, 8, 12, 20, 24, 28, 32, 64]))


def _headers(elf: bytes) -> List[str]:
    return ["ph%d" % i for i in range(get_field(elf, "e_phnum"))]


def _headers_of(elf: bytes, kind: int) -> List[str]:
    return [ph for ph in _headers(elf) if get_field(elf, ph + ".p_type") == kind]


def _others(elf: bytes) -> List[int]:
    """Every address, offset and size of the program headers, and the file's own."""
    fields = ("p_offset", "p_paddr", "p_filesz", "p_memsz")
    found = [get_field(elf, "%s.%s" % (ph, name)) for ph in _headers(elf) for name in fields]
    ends = [get_field(elf, ph + ".p_paddr") + get_field(elf, ph + ".p_memsz")
            for ph in _headers(elf)]
    return found + ends + [len(elf)]


def _set(rng: random.Random, elf: bytes, name: str) -> Step:
    return ["set", name, value(rng, get_field(elf, name), _others(elf)) % (1 << 64)]


def header(rng: random.Random, elf: bytes) -> Step:
    return _set(rng, elf, rng.choice(_EHDR))


def other_file(rng: random.Random, elf: bytes) -> Step:
    """What other formats begin with: compressors, or Linux's setup header."""
    return ["word", 0, rng.choice(_MAGICS)] if rng.random() < 0.8 else ["word", 0x202, _HDRS]


def program_header(rng: random.Random, elf: bytes) -> Step:
    name = rng.choices(_PHDR, _PHDR_WEIGHTS)[0]
    return _set(rng, elf, rng.choice(_headers(elf)) + "." + name)


def _notes(elf: bytes) -> Tuple[int, int]:
    """All PT_NOTEs' bytes, as one range."""
    notes = _headers_of(elf, PT_NOTE)
    starts = [get_field(elf, ph + ".p_offset") for ph in notes]
    ends = [start + get_field(elf, ph + ".p_filesz") for start, ph in zip(starts, notes)]
    return (min(starts), max(ends)) if notes else (0, 64)


def note_word(rng: random.Random, elf: bytes) -> Step:
    start, end = _notes(elf)
    at = rng.randrange(start, max(end - 3, start + 1), 4)
    now = int.from_bytes(elf[at:at + 4], "little")
    return ["word", at, value(rng, now, [end - start, end - at, *_others(elf)]) % (1 << 32)]


def any_byte(rng: random.Random, elf: bytes) -> Step:
    """In the headers, which are within the first bytes of most files, or in the notes."""
    start, end = rng.choice([(0, 64), (64, 64 + 56 * len(_headers(elf))), _notes(elf)])
    at = rng.randrange(start, max(start + 1, min(end, len(elf))))
    return ["byte", at, rng.choice([0, 1, 0xff, elf[at] ^ 1 << rng.randrange(8),
                                    rng.randrange(256)])]


def length(rng: random.Random, elf: bytes) -> Step:
    if rng.random() < 0.3:
        return ["pad", rng.choice([1, 3, 4, 4096, 70000])]
    edges = [0, 1, 3, 4, 51, 52, 63, 64, 120, 0x202, 0x206, 2048, 8192, *_others(elf)]
    return ["cut", max(0, min(rng.choice(edges) + rng.choice([0, 0, -1, 1]), len(elf)))]


def above_4_gib(elf: bytes) -> List[Step]:
    """As if it were linked there; the note keeps the lower 32 bits, which QEMU takes alone."""
    return [["set", ph + ".p_paddr", get_field(elf, ph + ".p_paddr") + (1 << 32)]
            for ph in _headers_of(elf, PT_LOAD)]


def steps(rng: random.Random, elf: bytes) -> List[Step]:
    if elf[4] == ELFCLASS64 and rng.random() < 0.03:
        return above_4_gib(elf)
    ways = [header, program_header, note_word, any_byte, length, other_file]
    weights = [12, 28, 20, 8, 4, 1]
    count = rng.choices([1, 2, 3, 6], [6, 3, 2, 1])[0]
    return [way(rng, elf) for way in rng.choices(ways, weights, k=count)]
