# SPDX-License-Identifier: GPL-2.0-or-later
"""Every compression that Linux offers for its image, by the bytes it begins with.

A decompressor gives at most `limit` bytes: a damaged or hostile file may promise any number.
"""

from __future__ import annotations

import bz2
import lzma
import shutil
import subprocess
import tempfile
import zlib
from typing import Callable

from .files import CHUNK, BadFile

MEMORY_MAX = 256 << 20      # of a decompressor of Python's own; Linux asks for 128 MiB at most
Decompressor = Callable[[bytes, int], bytes]


def output(tool: subprocess.Popen, limit: int) -> bytes:
    """What a program writes, up to limit. In pieces, so that signals are heeded between them."""
    content = bytearray()
    while len(content) < limit and (
            piece := tool.stdout.read(min(limit - len(content), CHUNK))):
        content += piece
    if len(content) == limit:
        tool.kill()
    return content


def by_tool(*command: str) -> Decompressor:
    """A decompressor that Python does not have: a program's, from stdin to stdout."""

    def decompress(data: bytes, limit: int) -> bytes:
        if not shutil.which(command[0]):
            raise BadFile(f"its vmlinux is compressed with {command[0]}, which is not installed")
        with tempfile.TemporaryFile() as packed, tempfile.TemporaryFile() as complaints:
            packed.write(data)
            packed.seek(0)
            with subprocess.Popen(command, stdin=packed, stdout=subprocess.PIPE,
                                  stderr=complaints) as tool:
                result = output(tool, limit)
            if tool.returncode and len(result) < limit:
                complaints.seek(0)
                reason = last_words(complaints.read().decode(errors="replace"))
                raise BadFile(f"the compressed vmlinux is damaged ({reason})")
        return result

    return decompress


def last_words(text: str) -> str:
    """What a program said last, without its progress display."""
    said = [line.split("\r")[-1].strip() for line in text.split("\n")]
    return next((line for line in reversed(said) if line), "no reason")


def by_object(make: Callable) -> Decompressor:
    """A decompressor of Python's own; make() gives a fresh one. Bytes after the end are ignored."""

    def decompress(data: bytes, limit: int) -> bytes:
        stream = make()
        try:
            result = stream.decompress(data, limit)
        except (zlib.error, lzma.LZMAError, OSError) as error:
            raise BadFile(f"the compressed vmlinux is damaged ({error})") from error
        if not stream.eof and len(result) < limit:
            raise BadFile("the compressed vmlinux ends too early")
        return result

    return decompress


def by_lzma(container: int) -> Decompressor:
    return by_object(lambda: lzma.LZMADecompressor(container, MEMORY_MAX))


COMPRESSIONS = (
    (b"\x1f\x8b", "gzip", by_object(lambda: zlib.decompressobj(wbits=31))),
    (b"BZh", "bzip2", by_object(bz2.BZ2Decompressor)),
    (b"\x5d\x00\x00", "lzma", by_lzma(lzma.FORMAT_ALONE)),
    (b"\xfd7zXZ\x00", "xz", by_lzma(lzma.FORMAT_XZ)),
    (b"\x89LZO\x00", "lzo", by_tool("lzop", "-dc")),
    (b"\x02\x21\x4c\x18", "lz4", by_tool("lz4", "-dc")),
    (b"\x28\xb5\x2f\xfd", "zstd", by_tool("zstd", "-dc")),
)


def find(packed: bytes) -> tuple[str, Decompressor]:
    for magic, name, decompress in COMPRESSIONS:
        if packed.startswith(magic):
            return name, decompress
    start = packed[:6].hex(" ") or "nothing"
    raise BadFile(f"its payload begins with {start}: no known compression")
