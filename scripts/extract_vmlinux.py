#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Take the vmlinux out of a Linux bzImage and check that it can boot through PVH.

A vmlinux given is checked the same way and passed through.
"""

from __future__ import annotations

import argparse
import bz2
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from typing import Callable

from xen_note import ELF_MAGIC, BadFile, machine_name, pvh_entry, unpack


def by_tool(*command: str) -> Callable[[bytes], bytes]:
    """A decompressor that Python does not have: a program's, from stdin to stdout."""

    def decompress(data: bytes) -> bytes:
        if not shutil.which(command[0]):
            raise BadFile(f"its vmlinux is compressed with {command[0]}, which is not installed")
        done = subprocess.run(command, input=data, capture_output=True, check=False)
        if done.returncode:
            complaint = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason"]
            raise BadFile(f"the compressed vmlinux is damaged ({complaint[-1]})")
        return done.stdout

    return decompress


def by_object(make: Callable) -> Callable[[bytes], bytes]:
    """A decompressor of Python's own; make() gives a fresh one. Bytes after the end are ignored."""

    def decompress(data: bytes) -> bytes:
        stream = make()
        try:
            result = stream.decompress(data)
        except (zlib.error, lzma.LZMAError, OSError) as error:
            raise BadFile(f"the compressed vmlinux is damaged ({error})") from error
        if not stream.eof:
            raise BadFile("the compressed vmlinux ends too early")
        return result

    return decompress


COMPRESSIONS = (
    (b"\x1f\x8b", "gzip", by_object(lambda: zlib.decompressobj(wbits=31))),
    (b"BZh", "bzip2", by_object(bz2.BZ2Decompressor)),
    (b"\x5d\x00\x00", "lzma", by_object(lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE))),
    (b"\xfd7zXZ\x00", "xz", by_object(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ))),
    (b"\x89LZO\x00", "lzo", by_tool("lzop", "-dc")),
    (b"\x02\x21\x4c\x18", "lz4", by_tool("lz4", "-dc")),
    (b"\x28\xb5\x2f\xfd", "zstd", by_tool("zstd", "-dc")),
)


def is_bzimage(data: bytes) -> bool:
    return data[0x1FE:0x200] == b"\x55\xaa" and data[0x202:0x206] == b"HdrS"


def payload(data: bytes) -> bytes:
    """The compressed vmlinux in a bzImage, as the setup header describes it."""
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


def decompress(packed: bytes) -> tuple[bytes, str]:
    """The vmlinux and the name of its compression.

    The last 4 bytes are the size of the vmlinux: part of the format for gzip, added by the kernel's
    build for the others, whose tools would stumble over them.
    """
    for magic, name, run in COMPRESSIONS:
        if packed.startswith(magic):
            (size,) = unpack("<I", packed, len(packed) - 4, "size of the vmlinux")
            vmlinux = run(packed if name == "gzip" else packed[:-4])
            if len(vmlinux) != size:
                raise BadFile(f"its vmlinux has {len(vmlinux)} bytes, {size} were promised")
            return vmlinux, name
    start = packed[:6].hex(" ") or "nothing"
    raise BadFile(f"its payload begins with {start}: no known compression")


def extract(data: bytes) -> tuple[bytes, str]:
    """The vmlinux in a bzImage (or itself) and how it was compressed."""
    if data.startswith(ELF_MAGIC):
        return data, "not compressed"
    if not is_bzimage(data):
        raise BadFile("it is neither a bzImage nor an ELF file")
    vmlinux, compression = decompress(payload(data))
    if not vmlinux.startswith(ELF_MAGIC):
        raise BadFile(f"what it holds, compressed with {compression}, is not an ELF file")
    return vmlinux, compression


def write_whole(path: str, data: bytes) -> None:
    """All of it or nothing: a file beside it takes the name once it is complete."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".", dir=os.path.dirname(path) or ".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise BadFile(f"cannot write {path}: {error.strerror}") from error


def describe(vmlinux: bytes, compression: str, entry: int | None) -> str:
    where = "no PVH entry" if entry is None else f"PVH entry at 0x{entry:x}"
    return f"{machine_name(vmlinux)} vmlinux of {len(vmlinux)} bytes, {compression}, {where}"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("vmlinuz", metavar="VMLINUZ", help="a bzImage, or a vmlinux")
    parser.add_argument("-o", metavar="OUT", dest="out",
                        help="write it there; else only say what it is")
    parser.add_argument("--any", action="store_true", help="accept a kernel without a PVH entry")
    return parser.parse_args()


def main() -> int:
    arguments = parse_arguments()
    try:
        with open(arguments.vmlinuz, "rb") as file:
            vmlinux, compression = extract(file.read())
        entry = pvh_entry(vmlinux)
        if entry is None and not arguments.any:
            raise BadFile("it has no PVH entry point: built without CONFIG_PVH")
        if arguments.out is None:
            print(f"{arguments.vmlinuz}: {describe(vmlinux, compression, entry)}")
        else:
            write_whole(arguments.out, vmlinux)
    except BadFile as error:
        print(f"{arguments.vmlinuz}: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{arguments.vmlinuz}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
