# SPDX-License-Identifier: GPL-2.0-or-later
"""The vmlinux in a Linux bzImage, where its setup header says (Linux, arch/x86/boot.rst)."""

from __future__ import annotations

from .compressions import find
from .files import BadFile
from .xen_note import ELF_MAGIC, unpack

NOT_COMPRESSED = "not compressed"
VMLINUX_MAX = 1 << 30      # whatever is promised


def is_bzimage(data: bytes) -> bool:
    return data[0x1FE:0x200] == b"\x55\xaa" and data[0x202:0x206] == b"HdrS"


def check_start(data: bytes) -> None:
    if not data.startswith(ELF_MAGIC) and not is_bzimage(data):
        raise BadFile("it is neither a bzImage nor an ELF file")


def payload(data: bytes) -> bytes:
    """The compressed vmlinux."""
    setup_sectors = data[0x1F1] or 4
    (version,) = unpack("<H", data, 0x206, "setup header")
    if version < 0x208:
        raise BadFile(f"its boot protocol {version >> 8}.{version & 255:02} is older than 2.08")
    start, length = unpack("<II", data, 0x248, "setup header")
    start += (setup_sectors + 1) * 512
    if start + length > len(data):
        raise BadFile(
            f"it is cut short: its vmlinux should end at byte {start + length} of {len(data)}"
        )
    return data[start : start + length]


def unpacked(packed: bytes) -> tuple[bytes, str]:
    """The vmlinux and the name of its compression.

    The last 4 bytes are the size of the vmlinux: part of the format for gzip, added by the kernel's
    build for the others, whose tools would stumble over them.
    """
    name, decompress = find(packed)
    (size,) = unpack("<I", packed, len(packed) - 4, "size of the vmlinux")
    if size > VMLINUX_MAX:
        raise BadFile(f"it promises a vmlinux of {size} bytes, {VMLINUX_MAX} is the limit")
    vmlinux = decompress(packed if name == "gzip" else packed[:-4], size + 1)
    if len(vmlinux) != size:
        has = len(vmlinux) if len(vmlinux) < size else "more"
        raise BadFile(f"its vmlinux has {has} bytes, {size} were promised")
    return vmlinux, name


def vmlinux_of(data: bytes) -> tuple[bytes, str]:
    """The vmlinux in a bzImage (or an ELF file itself) and how it was compressed."""
    check_start(data)
    if data.startswith(ELF_MAGIC):
        return data, NOT_COMPRESSED
    vmlinux, compression = unpacked(payload(data))
    if not vmlinux.startswith(ELF_MAGIC):
        raise BadFile(f"what it holds, compressed with {compression}, is not an ELF file")
    return vmlinux, compression
