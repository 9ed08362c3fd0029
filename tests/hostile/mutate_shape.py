# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernels that nobody would link: PT_LOADs anywhere, notes of all kinds in any order."""
import random
import struct
from typing import Any, Dict, List

from harness.elf import ET_DYN, ET_EXEC, PHYS32_ENTRY, PHYS32_RELOC

MIB = 1 << 20
XEN = b"Xen\0"
_OWNERS = [b"Xen\0", b"GNU\0", b"Xen", b"Xen\0\0", b"xen\0", b"", b"NetBSD\0", b"X" * 300]
_ALIGNS = [0, 1, 4, 8, 16, 0x1000]
_LOAD_ALIGNS = [0, 1, 0x1000, 0x1000, 0x1801, 0x8000, 0x200000, 1 << 31]
_BASES = [0x7000, 0x10000, 0x40000, MIB, MIB, 2 * MIB, 16 * MIB, 16 * MIB, 24 * MIB, 100 * MIB,
          0x10000000, 0xc0000000]
_ALIGN_NOTES = [0, 1, 3, 0x1000, 0x200000, 64 * MIB, 1 << 31]
_FIRST_NOTES = [0, 0x7001, 0xa0000, MIB, 5 * MIB + 1, 16 * MIB, 100 * MIB, 0xfffff000]
_LAST_NOTES = [0, 0xffff, 0xfffff, 8 * MIB - 1, 0x3fffffff, 0xfffffffe, 0xffffffff]

Note = List[Any]


def _loads(rng: random.Random, count: int) -> List[List[int]]:
    at = rng.choice(_BASES) + rng.choice([0, 0, 0, 1, 0x800, 0xffc])
    loads = []
    for _ in range(count):
        size = rng.choice([0, 0, 1, 16, 0x345, 0x1000, 0x2345])
        memsz = None if rng.random() < 0.5 else size + rng.choice([0, 1, 0x1000, 0x12345, MIB])
        loads.append([at, size, memsz, rng.choice(_LOAD_ALIGNS)])
        at += rng.choice([0, 0x30000, 0x30000, 0x30000, 0x200000, 3 * MIB])
    rng.shuffle(loads)
    return loads


def _note(kind: int, desc: bytes, owner: bytes = XEN, pad: int = 4) -> Note:
    return [kind, owner.hex(), desc.hex(), pad]


def _reloc(rng: random.Random) -> Note:
    values = [rng.choice(numbers) for numbers in (_ALIGN_NOTES, _FIRST_NOTES, _LAST_NOTES)]
    desc = struct.pack("<3I", *values)[:4 * rng.choice([0, 1, 2, 3, 3, 3])]
    return _note(PHYS32_RELOC, desc + rng.choice([b"", b"", b"", b"\0", bytes(4)]))


def _junk(rng: random.Random) -> Note:
    kind = rng.choice([0, 1, 3, 5, 6, PHYS32_ENTRY, PHYS32_RELOC, rng.getrandbits(32)])
    owner = rng.choice(_OWNERS)
    if owner == XEN and kind == PHYS32_ENTRY:
        owner = b"GNU\0"
    size = rng.choice([0, 1, 4, 5, 8, 16, 41, 1000])
    return _note(kind, rng.randbytes(size), owner, rng.choice([4, 4, 4, 8]))


def _notes(rng: random.Random, entry: int) -> List[List[Any]]:
    """One to three PT_NOTEs; the entry in one of them, mostly."""
    width = rng.choice([4, 8])
    all_notes = [_junk(rng) for _ in range(rng.choice([0, 0, 1, 2, 5, 30]))]
    if rng.random() < 0.5:
        all_notes.append(_reloc(rng))
    if rng.random() < 0.95:
        desc = entry.to_bytes(width, "little")
        all_notes.append(_note(PHYS32_ENTRY, desc, pad=rng.choice([4, 8])))
    rng.shuffle(all_notes)
    cut = sorted(rng.randrange(len(all_notes) + 1) for _ in range(rng.choice([0, 0, 1, 2])))
    groups = [all_notes[a:b] for a, b in zip([0, *cut], [*cut, len(all_notes)])]
    return [[rng.choice(_ALIGNS), group] for group in groups]


def shape(rng: random.Random) -> Dict[str, Any]:
    loads = _loads(rng, rng.choice([1, 1, 2, 3, 4, 7]))
    main = rng.randrange(len(loads))
    if rng.random() < 0.8:
        loads[main][2] = None       # room for the guest, or it could not tell
    return {"bits": rng.choice([32, 64]), "type": rng.choice([ET_EXEC, ET_EXEC, ET_EXEC, ET_DYN]),
            "phoff": rng.choice([None, None, None, -1]), "main": main, "loads": loads,
            "notes": _notes(rng, loads[main][0] + loads[main][1]),
            "notes_first": rng.random() < 0.3}
