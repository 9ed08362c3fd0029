# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernels that are booted only to be counted: they end QEMU at once."""

import re
from pathlib import Path

from bench.count_elf import ELF32, ELF64, Segment, entry_note, make_elf, note
from bench.extract import extract

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
    return make_elf(ELF32, [Segment(paddr, code)], paddr, entry_note(paddr))


def _debian_notes() -> bytes:
    others = [note(b"Xen\0", kind, bytes(8)) for kind in XEN_NOTES_BEFORE_ENTRY]
    build_id, version = note(b"GNU\0", 3, bytes(20)), note(b"Linux\0", 0x100, bytes(4))
    return b"".join(others) + entry_note(DEBIAN_ENTRY) + build_id + version


def debian_kernel() -> bytes:
    """EXIT_CODE in a file of the size and shape of Debian's kernel."""
    segments = [Segment(paddr, bytes(size), vaddr) for paddr, vaddr, size in DEBIAN_SEGMENTS]
    segments[0].data = EXIT_CODE.ljust(len(segments[0].data), b"\0")
    image = make_elf(ELF64, segments, DEBIAN_ENTRY, _debian_notes(), DEBIAN_NOTES, DEBIAN_ALIGN)
    return image.ljust(DEBIAN_FILE_SIZE, b"\0")


def entry_of(path: Path) -> int:
    """The physical address that a PVH loader enters this kernel at."""
    return int(re.search(r"PVH entry at (0x[0-9a-f]+)\n$", extract(path))[1], 16)
