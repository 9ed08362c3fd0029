# SPDX-License-Identifier: GPL-2.0-or-later
"""Option ROMs of the tests' own (tests/roms): size and checksums, and what each is for.

Of the files below genroms/, SeaBIOS runs the init of the last name first. So a ROM named before
pvh.bin hooks after it and is called before it, one named behind it is called after it.
"""
import struct
from pathlib import Path
from typing import List, Sequence, Tuple

from harness.paths import built
from harness.report import RAM, RESERVED

BEFORE_OURS, AFTER_OURS = "a-test.bin", "z-test.bin"    # when INT 19h comes

BASE_FILLER = 0x5a

_PNP_POINTER, _PNP_CHECKSUM, _PNP_SIZE = 0x1a, 9, 32
_SIZE, _CHECKSUM = 2, 6         # the checksum byte follows the jump at offset 3


def _sum_to_zero(image: bytearray, start: int, size: int, where: int) -> None:
    image[where] = 0
    image[where] = -sum(image[start:start + size]) & 0xff


def sealed(image: bytes) -> bytes:
    """Pads to 512 bytes, sets the size byte and both checksums."""
    rom = bytearray(image)
    rom += bytes(-len(rom) % 512)
    rom[_SIZE] = len(rom) // 512
    pnp = struct.unpack_from("<H", rom, _PNP_POINTER)[0]
    _sum_to_zero(rom, pnp, _PNP_SIZE, pnp + _PNP_CHECKSUM)
    _sum_to_zero(rom, 0, len(rom), _CHECKSUM)
    return bytes(rom)


def option(directory: Path, name: str, image: bytes) -> List[str]:
    """QEMU's option for one more ROM."""
    path = Path(directory) / name
    path.write_bytes(sealed(image))
    return ["-option-rom", str(path)]


def first(image: bytes) -> Tuple[str, bytes]:
    """A file of fw_cfg: SeaBIOS runs vgaroms/ before all other ROMs, and the last name there
    first."""
    return "vgaroms/z.bin", sealed(image)


def poison() -> bytes:
    """Fills free conventional memory with 0xa5 when INT 19h comes."""
    return built("roms/poison.bin").read_bytes()


def hook19() -> bytes:
    """Writes `hook19` to the report stream when INT 19h comes, and goes on."""
    return built("roms/hook19.bin").read_bytes()


_SET_VECTOR_19 = b"\xc7\x06\x64\x00"     # movw $imm16, 0x64
_NEAR_JUMP = b"\xe9"


def hook19_at(offset: int) -> bytes:
    """As hook19, with its handler at this offset, as long as any other ROM's might be."""
    rom = bytearray(hook19())
    at = rom.index(_SET_VECTOR_19) + len(_SET_VECTOR_19)
    hook, = struct.unpack_from("<H", rom, at)
    struct.pack_into("<H", rom, at, offset)
    rom += bytes(max(0, offset + 3 - len(rom)))
    rom[offset:offset + 3] = _NEAR_JUMP + struct.pack("<h", hook - (offset + 3))
    return bytes(rom)


def plant(offset: int, data: bytes) -> bytes:
    """Puts bytes into the EBDA when INT 19h comes."""
    return built("roms/plant.bin").read_bytes() + struct.pack("<HH", offset, len(data)) + data


MIB = 1 << 20
# What SeaBIOS says on pc with 128 MiB, near enough: base, length, type.
LOW = (0, 0x9fc00, RAM)
EBDA = (0x9fc00, 0x400, RESERVED)
BIOS = (0xf0000, 0x10000, RESERVED)
HIGH = (MIB, 127 * MIB, RAM)
TOP = (0xfffc0000, 0x40000, RESERVED)
PLAIN = [LOW, EBDA, BIOS, HIGH, TOP]


def takes_high_memory(kept: int, freed: int) -> bytes:
    """Has PMM allocate `freed` bytes, then `kept` bytes, for good, and frees the former again."""
    return built("roms/pmm.bin").read_bytes() + struct.pack("<II", freed // 16, kept // 16)


def lowers_base_memory(kib: int) -> bytes:
    """Leaves `kib` KiB of base memory, and fills what was above up to the EBDA with BASE_FILLER."""
    return built("roms/basemem.bin").read_bytes() + struct.pack("<H", kib)


E820Entry = Tuple[int, int, int, int]       # base, length, type, EBX returned with it


def e820_answers(entries: Sequence[Tuple[int, int, int]]) -> List[E820Entry]:
    """Gives a list of (base, length, type) the EBX values of a plain BIOS: 1, 2, ... 0."""
    last = len(entries) - 1
    return [(*entry, 0 if i == last else i + 1) for i, entry in enumerate(entries)]


def odd_e820(rows: Sequence[Tuple[int, ...]]) -> bytes:
    """Answers INT 15h E820 from this table of tests/roms/e820.S."""
    table = b"".join(struct.pack("<QQIIIHH", *row) for row in rows)
    return built("roms/e820.bin").read_bytes() + struct.pack("<H", len(rows)) + table


def e820(entries: Sequence[E820Entry]) -> bytes:
    """Answers as a BIOS does; none at all means carry at once."""
    return odd_e820([(*entry[:3], 0, entry[3], 0, 20) for entry in entries])


def lying_e820() -> bytes:
    """64 MiB of RAM, and 256 MiB at 0x60000000, where there is none."""
    return e820(e820_answers([(0, 0x9fc00, 1), (0xf0000, 0x10000, 2), (MIB, 63 * MIB, 1),
                              (0x60000000, 256 * MIB, 1)]))
