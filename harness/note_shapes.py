# SPDX-License-Identifier: GPL-2.0-or-later
"""The reporting guest with its PVH notes laid out in every way that loaders meet."""
from harness.elf import PT_NOTE
from harness.elfimage import Note, Segment, entry_note, note_segment, notes_bytes
from harness.kernels import Kernel, kernel

LINUX = 16 << 20


def note_first() -> Kernel:
    """The PT_NOTE header before the PT_LOADs."""
    return kernel([note_segment(entry_note(LINUX)), Segment(paddr=LINUX)], main=1)


def two_notes_first() -> Kernel:
    return kernel([Segment(paddr=LINUX), note_segment(entry_note(LINUX)),
                   note_segment(Note(3, b"b" * 20, b"GNU\0"))])


def two_notes_second() -> Kernel:
    return kernel([Segment(paddr=LINUX), note_segment(Note(3, b"b" * 20, b"GNU\0")),
                   note_segment(entry_note(LINUX))])


def note_align(align: int) -> Kernel:
    """PT_NOTE with a p_align of 0, 1, 4 or 8, its notes padded to 4 bytes as ever."""
    notes = (Note(6, b"odd"), entry_note(LINUX))
    return kernel([Segment(paddr=LINUX), note_segment(*notes, align=align)])


GNU_PROPERTY = Note(5, b"\x02\0\0\xc0\x04\0\0\0\x03\0\0\0\0\0\0\0", b"GNU\0", align=8)


def gnu_property() -> Kernel:
    """A PT_NOTE of p_align 8 with GNU properties, then the Xen notes' own PT_NOTE."""
    return kernel([Segment(paddr=LINUX), note_segment(GNU_PROPERTY, align=8),
                   note_segment(entry_note(LINUX))])


def gnu_property_between() -> Kernel:
    """One PT_NOTE: notes padded to 4 bytes, a gap, GNU properties, which begin on 8, more notes."""
    notes = (notes_bytes(Note(7, b"desc")) + bytes(4) + GNU_PROPERTY.encode()
             + notes_bytes(Note(6, b"x" * 9), entry_note(LINUX)))
    return kernel([Segment(paddr=LINUX), Segment(PT_NOTE, notes, align=8)])


def gnu_property_first() -> Kernel:
    """One PT_NOTE: GNU properties, then notes padded to 4 bytes, the entry last."""
    notes = (GNU_PROPERTY, Note(6, b"x" * 9), entry_note(LINUX, width=4))
    return kernel([Segment(paddr=LINUX), note_segment(*notes, align=8)])


def padded_to_8() -> Kernel:
    """Every note of a PT_NOTE of p_align 8 padded to 8 bytes, the entry last."""
    notes = (Note(6, b"x" * 9, align=8), Note(7, b"desc", b"longer owner\0", align=8),
             Note(18, LINUX.to_bytes(4, "little"), align=8))
    return kernel([Segment(paddr=LINUX), note_segment(*notes, align=8, file_align=8)])


def other_owner_before(owner: bytes = b"nuttx\0") -> Kernel:
    return kernel([Segment(paddr=LINUX), note_segment(
        entry_note(0x1234, owner=owner), entry_note(LINUX))])


def other_owner_after(owner: bytes = b"nuttx\0") -> Kernel:
    return kernel([Segment(paddr=LINUX), note_segment(
        entry_note(LINUX), entry_note(0x1234, owner=owner))])


GOOD_BY_QEMU = {
    "note_first": note_first, "note_align_4": lambda: note_align(4),
    "two_notes_first": two_notes_first, "two_notes_second": two_notes_second,
    "gnu_property": gnu_property, "other_owner_after": other_owner_after,
}
GOOD = {
    **GOOD_BY_QEMU,
    "note_align_0": lambda: note_align(0), "note_align_1": lambda: note_align(1),
    "note_align_8": lambda: note_align(8), "padded_to_8": padded_to_8,
    "gnu_property_first": gnu_property_first, "gnu_property_between": gnu_property_between,
    "gnu_note_before": lambda: other_owner_before(b"GNU\0"),
    "gnu_note_after": lambda: other_owner_after(b"GNU\0"),
    "other_owner_before": other_owner_before,
}
