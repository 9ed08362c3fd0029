#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make an option ROM out of a linked image: pad it, set its size and its checksums.

usage: mkrom.py IMAGE ROM LIMIT    make ROM, of at most LIMIT bytes, from the raw bytes of IMAGE
       mkrom.py --check ROM        only check a finished one

Source of the offsets: PnP BIOS Specification 1.0A, 3.1 and 3.2.
"""
import os
import sys

BLOCK = 512
SIGNATURE = b"\x55\xaa"
SIZE = 2           # one byte, in blocks
CHECKSUM = 0x17    # ours to choose; pvh.S keeps it free
PNP_POINTER = 0x1A
PNP_CHECKSUM = 9   # in the $PnP header
PNP_BEV = 0x1A     # likewise
PNP_LENGTH = 32
JUMPS = (0xE9, 0xEB)


class BrokenImage(Exception):
    """What is wrong with an image, as one sentence."""


def pnp_offset(image: bytes) -> int:
    """Where the $PnP header is."""
    offset = int.from_bytes(image[PNP_POINTER:PNP_POINTER + 2], "little")
    if offset % 16 or image[offset:offset + 4] != b"$PnP" or offset + PNP_LENGTH > len(image):
        raise BrokenImage(f"there is no $PnP header at 0x{offset:x}")
    return offset


def make(image: bytes, limit: int) -> bytes:
    """The finished ROM for an image whose size and sums are still 0."""
    rom = bytearray(image)
    rom += bytes(-len(rom) % BLOCK)
    if len(rom) > limit:
        raise BrokenImage(f"{len(rom)} bytes, {len(rom) - limit} more than the {limit} allowed")
    pnp = pnp_offset(rom)
    if rom[SIZE] or rom[CHECKSUM] or rom[pnp + PNP_CHECKSUM]:
        raise BrokenImage("its size or a checksum is set already")
    rom[SIZE] = len(rom) // BLOCK
    rom[pnp + PNP_CHECKSUM] = -sum(rom[pnp:pnp + PNP_LENGTH]) & 0xFF
    rom[CHECKSUM] = -sum(rom) & 0xFF
    return bytes(rom)


def check(rom: bytes) -> None:
    """Raise BrokenImage unless SeaBIOS would take `rom` and find a way into it."""
    if rom[:2] != SIGNATURE:
        raise BrokenImage("it does not begin with 55 aa")
    if len(rom) != rom[SIZE] * BLOCK:
        raise BrokenImage(f"its size byte says {rom[SIZE] * BLOCK} bytes, but it has {len(rom)}")
    if rom[3] not in JUMPS:
        raise BrokenImage("there is no jump at its init entry, offset 3")
    pnp = pnp_offset(rom)
    bev = int.from_bytes(rom[pnp + PNP_BEV:pnp + PNP_BEV + 2], "little")
    if not 0 < bev < len(rom):
        raise BrokenImage(f"its boot entry vector 0x{bev:x} points nowhere")
    if sum(rom[pnp:pnp + PNP_LENGTH]) & 0xFF:
        raise BrokenImage("the sum of its $PnP header is not 0")
    if sum(rom) & 0xFF:
        raise BrokenImage("the sum of its bytes is not 0")


def write(path: str, rom: bytes) -> None:
    """Write all of it or nothing."""
    temporary = path + ".tmp"
    with open(temporary, "wb") as out:
        out.write(rom)
    os.replace(temporary, path)


def build(image: bytes, path: str, limit: int) -> None:
    """Write the finished ROM, and say how large it is and how many bytes the image may grow by."""
    rom = make(image, limit)
    check(rom)
    write(path, rom)
    print(f"{os.path.basename(path)}: {len(rom)} bytes, {limit - len(image)} left")


def main(argv: list) -> int:
    only_check = len(argv) == 2 and argv[0] == "--check"
    if not only_check and len(argv) != 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    source = argv[1] if only_check else argv[0]
    try:
        with open(source, "rb") as file:
            image = file.read()
        if only_check:
            check(image)
        else:
            build(image, argv[1], int(argv[2]))
    except (BrokenImage, OSError) as error:
        print(f"mkrom: {source}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
