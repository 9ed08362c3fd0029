# SPDX-License-Identifier: GPL-2.0-or-later
"""A kernel of a few instructions that comes to every point of the bench, by what it is made of:

    linux_startup_64    8 instructions, and no access
    linux_start_kernel  2 port accesses and a jump
    linux_start_user    ends QEMU, or is where the plugin does
"""
import struct

from bench.count_kernels import EXIT_CODE

from bench.points import USER_ENTRY
from harness.elfimage import Image, Segment, entry_note, note_segment

BASE, USER_PADDR, DIRECTORY = 0x100000, 0x400000, 0x200000
BIG_PAGE = 0x83          # present, writable, 4 MiB
SLOT = USER_ENTRY >> 22  # of the page directory


def _store(address: int, value: int) -> bytes:
    return b"\xc7\x05" + struct.pack("<II", address, value)  # mov $value, address


PAGING = (_store(DIRECTORY, BIG_PAGE) + _store(DIRECTORY + 4 * SLOT, USER_PADDR | BIG_PAGE)
          + b"\xb8" + struct.pack("<I", DIRECTORY) + bytes.fromhex(
              "0f 22 d8"          # mov %eax, %cr3
              "b8 10 00 00 00"    # mov $CR4_PSE, %eax
              "0f 22 e0"          # mov %eax, %cr4
              "b8 01 00 00 80"    # mov $(CR0_PG | CR0_PE), %eax
              "0f 22 c0"))        # mov %eax, %cr0
STARTUP_CODE = PAGING[:10].hex()
PORTS = bytes.fromhex("e6 80 e4 80")  # out %al, $0x80; in $0x80, %al
STARTUP_COUNTS, MAIN_COUNTS = (8, 0, 0), (3, 2, 0)
START_KERNEL = BASE + len(PAGING)


def _jump() -> bytes:
    behind = START_KERNEL + len(PORTS) + 5
    return b"\xe9" + struct.pack("<i", USER_ENTRY - behind)


def tiny(user: bytes = EXIT_CODE) -> bytes:
    return Image([Segment(data=PAGING + PORTS + _jump(), paddr=BASE),
                  Segment(data=user, paddr=USER_PADDR), note_segment(entry_note(BASE))],
                 entry=BASE).build()


def with_symbols(elf: bytes, **symbols: int) -> bytes:
    """With a symbol table, as a kernel of one's own build has it."""
    names, entries = b"\0", bytes(24)
    for name, value in symbols.items():
        entries += struct.pack("<IBBHQQ", len(names), 0, 0, 1, value, 0)
        names += name.encode() + b"\0"
    at = len(elf)
    sections = bytes(64)
    tables = (2, at, len(entries), 2), (3, at + len(entries), len(names), 0)
    for kind, offset, size, link in tables:
        sections += struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, offset, size, link, 0, 1, 0)
    image = bytearray(elf + entries + names + sections)
    struct.pack_into("<Q", image, 40, at + len(entries) + len(names))  # e_shoff
    struct.pack_into("<HH", image, 58, 64, 3)                          # e_shentsize, e_shnum
    return bytes(image)
