# SPDX-License-Identifier: GPL-2.0-or-later
"""Wraps any bytes as a Linux bzImage, with each compression that the kernel's build offers."""
import bz2
import gzip
import lzma
import struct

from harness import processes

SETUP_SECTORS, BOOT_FLAG, HEADER, VERSION = 0x1f1, 0x1fe, 0x202, 0x206
PAYLOAD_OFFSET, PAYLOAD_LENGTH = 0x248, 0x24c

# As scripts/xz_wrap.sh in Linux does it for x86.
_XZ_FILTERS = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9}]


def _tool(*command):
    return lambda data: processes.run(command, input=data, stdout=processes.PIPE, check=True,
                                      stderr=processes.DEVNULL).stdout


COMPRESSORS = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "xz": lambda data: lzma.compress(data, lzma.FORMAT_XZ, lzma.CHECK_CRC32, filters=_XZ_FILTERS),
    "lzo": _tool("lzop", "-9"),
    "lz4": _tool("lz4", "-l", "-9"),
    # Without the size, which is not in the file either, it takes seconds to clear its tables.
    "zstd": lambda data: _tool("zstd", "--ultra", "-22", "--no-content-size",
                               "--stream-size=%d" % len(data))(data),
}


def payload(vmlinux: bytes, compression: str) -> bytes:
    """Compressed, with the size of the vmlinux in the last 4 bytes (gzip has it there anyway)."""
    packed = COMPRESSORS[compression](vmlinux)
    return packed if compression == "gzip" else packed + struct.pack("<I", len(vmlinux))


def bzimage(packed: bytes, setup_sectors: int = 3, version: int = 0x20f) -> bytes:
    """A setup header, decompressor code that is none, the payload, and what comes behind it."""
    setup = bytearray(512 * ((setup_sectors or 4) + 1))
    setup[SETUP_SECTORS] = setup_sectors
    struct.pack_into("<H", setup, BOOT_FLAG, 0xaa55)
    setup[HEADER:HEADER + 4] = b"HdrS"
    struct.pack_into("<H", setup, VERSION, version)
    code = b"\xf4" * 0x123
    struct.pack_into("<II", setup, PAYLOAD_OFFSET, len(code), len(packed))
    return bytes(setup) + code + packed + b"\xcc" * 0x321
