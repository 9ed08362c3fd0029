# SPDX-License-Identifier: GPL-2.0-or-later
"""Finds out where SeaBIOS put the ROM and where it enters the ROM to boot.

A guest of a few instructions, booted by the ROM itself, sends the interrupt vectors and
the option ROM area to the debug console."""

import struct
from dataclasses import dataclass
from typing import Optional

from bench.count_kernels import EXIT_CODE, EXIT_STATUS, tiny_kernel
from bench.count_qemu import Boot, boot_guest

ROM_AREA, ROM_AREA_END, ROM_STEP = 0xC0000, 0xE8000, 0x800
ROM_INIT = 3      # offset of init in any option ROM
PNP_POINTER = 0x1A  # offset of the pointer to the $PnP header
PNP_BEV = 0x1A      # offset of the bootstrap entry vector in that header
INT19_VECTOR = 4 * 0x19
COMPARED = 0x400  # bytes of the image that have to look like the file
ALIKE = 0.9       # as init may change some of them

DUMP_CODE = bytes.fromhex(
    "66 ba e9 00"     # mov $0xe9, %dx
    "fc"              # cld
    "be 64 00 00 00"  # mov $INT19_VECTOR, %esi
    "b9 04 00 00 00"  # mov $4, %ecx
    "f3 6e"           # rep outsb
    "be 00 00 0c 00"  # mov $ROM_AREA, %esi
    "b9 00 80 02 00"  # mov $(ROM_AREA_END - ROM_AREA), %ecx
    "f3 6e"           # rep outsb
) + EXIT_CODE
DUMP_SIZE = 4 + ROM_AREA_END - ROM_AREA


@dataclass
class Rom:
    """Linear addresses."""
    start: int
    init: int
    boot: Optional[int]  # None: it neither hooks INT 19h nor has a boot entry


def _likeness(image: bytes, area: bytes, offset: int) -> float:
    length = min(len(image), COMPARED)
    same = sum(a == b for a, b in zip(image[:length], area[offset:offset + length]))
    return same / length


def _find_image(image: bytes, area: bytes) -> int:
    places = [at for at in range(0, len(area), ROM_STEP) if area[at:at + 2] == b"\x55\xaa"]
    best = max(places, key=lambda at: _likeness(image, area, at), default=None)
    if best is None or _likeness(image, area, best) < ALIKE:
        raise RuntimeError("the ROM is not in the option ROM area")
    return best


def _boot_entry(vector: bytes, area: bytes, offset: int) -> Optional[int]:
    """The INT 19h handler if it is the ROM's, else its bootstrap entry vector."""
    handler_offset, handler_segment = struct.unpack("<HH", vector)
    handler = handler_segment * 16 + handler_offset
    size = area[offset + 2] * 512
    if ROM_AREA + offset <= handler < ROM_AREA + offset + size:
        return handler
    header = offset + struct.unpack_from("<H", area, offset + PNP_POINTER)[0]
    if area[header:header + 4] != b"$PnP":
        return None
    bev, = struct.unpack_from("<H", area, header + PNP_BEV)
    return ROM_AREA + offset + bev if bev else None


def find_rom(boot: Boot, image: bytes) -> Rom:
    said = boot_guest(boot, tiny_kernel(DUMP_CODE), ["-debugcon", "file:said"], "said",
                      EXIT_STATUS)
    if len(said) != DUMP_SIZE:
        raise RuntimeError(f"the guest sent {len(said)} bytes instead of {DUMP_SIZE}")
    vector, area = said[:4], said[4:]
    offset = _find_image(image, area)
    start = ROM_AREA + offset
    return Rom(start, start + ROM_INIT, _boot_entry(vector, area, offset))
