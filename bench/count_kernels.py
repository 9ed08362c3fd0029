# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernels that are booted only to be counted: they end QEMU at once."""

from pathlib import Path

from harness.elf import PT_NOTE, pvh_entry
from harness.elfimage import Image, Note, Segment, entry_note, note_segment, notes_bytes

EXIT_STATUS = 0x2A << 1 | 1  # what isa-debug-exit makes of EXIT_CODE
EXIT_CODE = bytes.fromhex(
    "66 ba 01 05"  # mov $0x501, %dx
    "b0 2a"        # mov $0x2a, %al
    "ee"           # out %al, %dx
    "fa"           # cli
    "f4"           # hlt
    "eb fd"        # jmp to the hlt
)

# Debian's linux-image-cloud-amd64 6.1: physical and virtual addresses and sizes of its
# PT_LOADs, where its notes are, and the size of the file.
DEBIAN_SEGMENTS = ((0x1000000, 0xFFFFFFFF81000000, 0x1826634),
                   (0x2A00000, 0xFFFFFFFF82A00000, 0x61A000),
                   (0x301A000, 0, 0x34000),
                   (0x304E000, 0xFFFFFFFF8304E000, 0xDB2000))
DEBIAN_NOTES = 0x2437E70
DEBIAN_ENTRY = 0x1000000
DEBIAN_ALIGN = 0x200000
DEBIAN_FILE_SIZE = 53243444
XEN_NOTES_BEFORE_ENTRY = (6, 7, 5, 3, 15, 1, 10, 17, 9, 8, 13, 14, 16, 12)


def tiny_kernel(code: bytes = EXIT_CODE, paddr: int = 0x100000) -> bytes:
    """Nothing but `code`, entered at its first byte."""
    return Image([Segment(data=code, paddr=paddr), note_segment(entry_note(paddr))], bits=32,
                 entry=paddr).build()


def _debian_notes() -> bytes:
    others = [Note(kind, bytes(8)) for kind in XEN_NOTES_BEFORE_ENTRY]
    build_id, version = Note(3, bytes(20), b"GNU\0"), Note(0x100, bytes(4), b"Linux\0")
    return notes_bytes(*others, entry_note(DEBIAN_ENTRY), build_id, version)


def debian_kernel() -> bytes:
    """EXIT_CODE in a file of the size and shape of Debian's kernel."""
    segments = [Segment(data=bytes(size), paddr=paddr, vaddr=vaddr, align=DEBIAN_ALIGN,
                        file_align=DEBIAN_ALIGN) for paddr, vaddr, size in DEBIAN_SEGMENTS]
    notes, at = _debian_notes(), DEBIAN_NOTES - DEBIAN_ENTRY
    text = EXIT_CODE.ljust(at, b"\0") + notes
    segments[0].data = text.ljust(len(segments[0].data), b"\0")
    segments.append(Segment(PT_NOTE, filesz=len(notes), paddr=DEBIAN_NOTES, align=4,
                            within=(0, at)))
    return Image(segments, entry=DEBIAN_ENTRY).build().ljust(DEBIAN_FILE_SIZE, b"\0")


class BadKernel(Exception):
    """Not a file that a PVH loader can boot."""


def entry_of(path: Path) -> int:
    """The physical address that a PVH loader enters this kernel at."""
    entry = pvh_entry(path.read_bytes())
    if entry is None:
        raise BadKernel(f"{path}: no ELF file with a PVH entry note")
    return entry
