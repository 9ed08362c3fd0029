# SPDX-License-Identifier: GPL-2.0-or-later
"""What QEMU's own loader made of -kernel: asked of a paused QEMU, or told from the file."""
from pathlib import Path

from harness.elf import PT_LOAD, program_headers
from harness.qtest import Qtest

from tests.hostile.outcome import Qemu

_SELECTOR, _DATA = 0x510, 0x511
ELFCLASS32, ELFCLASS64 = 1, 2
_KEYS = (0x10, 0x07, 0x08, 0x0a)        # fw_cfg: entry, address, size, the initrd's address


def _number(device: Qtest, key: int) -> int:
    device.out(_SELECTOR, 2, key)
    return sum(device.inb(_DATA) << 8 * i for i in range(4))


def read(directory: Path) -> Qemu:
    with Qtest(directory) as device:
        return Qemu(*(_number(device, key) for key in _KEYS))


def loaded_by_qemu(elf: bytes, at: int, size: int) -> bytes:
    """What of the file is in the guest's memory there. QEMU loads each segment at its whole 64-bit
    address, and passes on the lower 32 bits of the entry point."""
    memory = bytearray(size)
    if elf[4] != ELFCLASS64:
        elf = elf[:4] + bytes([ELFCLASS32]) + elf[5:]       # QEMU reads every class but 64 as 32
    for header in program_headers(elf):
        paddr, offset = header["p_paddr"], header["p_offset"]
        start, end = max(at, paddr), min(at + size, paddr + header["p_filesz"])
        if header["p_type"] == PT_LOAD and start < end:
            data = elf[offset + start - paddr:offset + end - paddr]
            memory[start - at:start - at + len(data)] = data
    return bytes(memory)
