# SPDX-License-Identifier: GPL-2.0-or-later
"""The reporting guest in the shapes of kernels that exist, and of ELF files that loaders meet.

GOOD is every shape that must boot; GOOD_BY_QEMU those that QEMU's own loader accepts too;
NOT_PVH those that have no PVH entry point.
"""
from harness import note_shapes
from harness.elf import PF_R, PF_W, PF_X, PT_DYNAMIC, PT_INTERP, PT_NOTE
from harness.elfimage import Note, Segment, entry_note, note_segment, notes_bytes, reloc_note
from harness.kernels import Kernel, filler, kernel

MIB = 1 << 20
LINUX = 16 * MIB
VIRTUAL = 0xffffffff80000000


def _within(index: int, notes: bytes, align: int = 4, **rest) -> Segment:
    """A PT_NOTE whose bytes are the first of another segment."""
    return Segment(PT_NOTE, filesz=len(notes), flags=PF_R, align=align, within=(index, 0), **rest)


def plain(base: int = LINUX, **image) -> Kernel:
    """One PT_LOAD and one PT_NOTE."""
    return kernel([Segment(paddr=base), note_segment(entry_note(base))], **image)


def debian_amd64(*more: Note, base: int = LINUX) -> Kernel:
    """Debian 6.1: text with the notes inside, data, percpu at virtual 0, init with .bss."""
    entry = base + 0x2000
    notes = notes_bytes(Note(6, b"linux\0"), entry_note(entry), *more)
    text = notes + filler(0x2000 - len(notes))
    size = 2 * MIB
    return kernel([
        Segment(data=text, paddr=base, vaddr=VIRTUAL + base, flags=PF_R | PF_X, align=size),
        Segment(data=filler(0x5123, 2), paddr=base + size, vaddr=VIRTUAL + base + size,
                flags=PF_R | PF_W, align=size),
        Segment(data=filler(0x300, 3), paddr=base + 2 * size, vaddr=0, flags=PF_R | PF_W,
                align=size),
        Segment(data=filler(0x4567, 4), paddr=base + 2 * size + 0x1000, memsz=size,
                vaddr=VIRTUAL + base + 2 * size, align=size),
        _within(0, notes, paddr=base, vaddr=VIRTUAL + base),
    ], entry=base)


def debian_amd64_reloc() -> Kernel:
    """Debian 6.12: the same with a relocation note."""
    return debian_amd64(reloc_note(0x200000, 0x1000000, 0x3fffffff))


def _xen_notes(entry: int) -> list:
    """Fourteen notes as Xen guests carry them, the entry last."""
    return [Note(t, b"x" * (t % 9)) for t in (6, 7, 5, 3, 1, 2, 9, 10, 4, 12, 13, 8, 17)] + \
           [entry_note(entry, width=4)]


def debian_i386_pae() -> Kernel:
    """ELF32, many Xen notes, entry in the middle of a segment."""
    entry = LINUX + 0x345
    return kernel([Segment(data=filler(0x345), paddr=LINUX, vaddr=0xc0000000 + LINUX),
                   Segment(data=filler(0x2001, 2), paddr=LINUX + 2 * MIB, memsz=0x9000),
                   note_segment(*_xen_notes(entry))], bits=32)


def debian_i386() -> Kernel:
    """Built without CONFIG_PVH: a PT_NOTE, but nothing of PVH in it."""
    return kernel([Segment(paddr=LINUX), note_segment(Note(3, b"b" * 20, b"GNU\0"))], bits=32)


def freebsd() -> Kernel:
    """PT_INTERP and PT_DYNAMIC, which mean nothing here; many Xen notes."""
    base = 2 * MIB
    return kernel([Segment(PT_INTERP, b"/red/herring\0", flags=PF_R, align=1),
                   Segment(paddr=base, vaddr=VIRTUAL + base),
                   Segment(PT_DYNAMIC, b"\0" * 208, flags=PF_R | PF_W, align=8),
                   note_segment(*_xen_notes(base))], main=1, entry=VIRTUAL + base)


def osv() -> Kernel:
    """One RWE PT_LOAD, virtual far from physical; Xen notes among others."""
    base = 2 * MIB
    probe = Note(3, b"p" * 41, b"stapsdt\0")
    return kernel([Segment(paddr=base, vaddr=0x40200000),
                   note_segment(probe, Note(6, b"OSv\0"), probe, entry_note(base), probe)])


def toro() -> Kernel:
    """PT_NOTE inside a read-only first PT_LOAD."""
    base = 2 * MIB
    notes = notes_bytes(entry_note(base + 0x1000, width=4))
    return kernel([Segment(data=notes, paddr=base, flags=PF_R), Segment(paddr=base + 0x1000),
                   _within(0, notes, paddr=base)], main=1)


def nanos() -> Kernel:
    """PT_NOTE with p_memsz 0: p_filesz is what counts."""
    return kernel([Segment(paddr=2 * MIB), note_segment(entry_note(2 * MIB), memsz=0)])


def nuttx() -> Kernel:
    """Type 18 of another owner: not a Xen note, so not PVH."""
    return kernel([Segment(paddr=MIB), note_segment(entry_note(MIB, owner=b"nuttx\0"))])


def grub() -> Kernel:
    """ELF32, PT_NOTE with p_vaddr, p_paddr and p_memsz 0."""
    return kernel([Segment(paddr=MIB, align=4),
                   note_segment(entry_note(MIB, width=4), memsz=0, vaddr=0)], bits=32)


def descending() -> Kernel:
    """PT_LOADs from the highest address down."""
    return kernel([Segment(data=filler(0x1234, 2), paddr=LINUX + 8 * MIB, memsz=0x3000),
                   Segment(data=filler(0x2345, 3), paddr=LINUX + 4 * MIB),
                   Segment(paddr=LINUX), note_segment(entry_note(LINUX))], main=2)


def empty_load() -> Kernel:
    """An empty PT_LOAD at address 0 comes first."""
    return kernel([Segment(data=b"", memsz=0, paddr=0), Segment(paddr=LINUX),
                   note_segment(entry_note(LINUX))], main=1)


def load_align(align: int) -> Kernel:
    """A p_align that makes no sense on a PT_LOAD, where nothing moves."""
    return kernel([Segment(paddr=LINUX, align=align), note_segment(entry_note(LINUX))])


def headers_at_end() -> Kernel:
    """Program headers behind everything else in the file."""
    return plain(phoff=-1)


def movable(base: int, *values: int, p_align: int = 0x1000, **image) -> Kernel:
    """Two PT_LOADs, the entry in the middle of the second, a relocation note of these values."""
    second = base + 0x3000
    return kernel([Segment(data=filler(0x1234), paddr=base, memsz=0x2000, align=p_align),
                   Segment(data=filler(0x100, 2), paddr=second, align=p_align),
                   note_segment(entry_note(second + 0x100), reloc_note(*values))], main=1, **image)


GOOD_BY_QEMU = {
    "plain": plain, "debian_amd64": debian_amd64, "debian_amd64_reloc": debian_amd64_reloc,
    "debian_i386_pae": debian_i386_pae, "freebsd": freebsd, "osv": osv, "toro": toro,
    "nanos": nanos, "grub": grub, "descending": descending,
    "headers_at_end": headers_at_end, "load_align_0": lambda: load_align(0),
    "load_align_odd": lambda: load_align(0x1801), "load_align_far": lambda: load_align(1 << 40),
    **note_shapes.GOOD_BY_QEMU,
}
GOOD = {**GOOD_BY_QEMU, "empty_load": empty_load, **note_shapes.GOOD}
NOT_PVH = {"debian_i386": debian_i386, "nuttx": nuttx}
