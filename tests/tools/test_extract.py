# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-extract: every compression, and one sentence about every bad input."""
import os
import re
import struct

from harness import linux, processes
import pytest

from harness.bzimage import COMPRESSORS, bzimage, payload
from harness.elf import patch
from harness.elfimage import Image, Note, Segment, entry_note, note_segment
from harness.toolrun import FAST_TOOLS, TOOLS

TOOL = TOOLS / "pvh-extract"
ENTRY = 0x1000850
PROPERTY = Note(5, bytes(12), b"GNU\0", align=8)
FOREIGN = entry_note(0x123000, owner=b"nuttx\0")
NO_RELOCS = "it has no relocations: it was built without CONFIG_RANDOMIZE_BASE"
NO_ENTRY = "it has no PVH entry point: it is not a kernel, or built without CONFIG_PVH"


def vmlinux(*notes: Note, bits: int = 64, align: int = 4) -> bytes:
    text = bytes(range(256)) * 40 + b"\x7fELF" * 100
    return Image([Segment(data=text, paddr=0x1000000), note_segment(*notes, align=align)],
                 bits=bits).build()


GOOD = vmlinux(Note(6, b"linux\0"), entry_note(ENTRY))
WITHOUT = vmlinux(Note(6, b"linux\0"), FOREIGN)


@pytest.fixture
def extract(tmp_path):
    """Runs it on some bytes; status, what it says without its and the file's name, and OUT."""
    source, out = tmp_path / "vmlinuz", tmp_path / "out" / "vmlinux"
    out.parent.mkdir()

    def run(data, *options, **environment):
        source.write_bytes(data)
        done = processes.run([TOOL, source, *options], text=True,
                             capture_output=True, env={**os.environ, **environment})
        said = done.stdout + done.stderr.replace("pvh-extract: ", "", 1)
        return done.returncode, said.replace(f"{source}: ", "").rstrip("\n"), out

    run.to_out = lambda data, *options: run(data, "-o", out, *options)
    return run


def assert_refused(result, sentence):
    status, said, out = result
    assert (status, said, os.listdir(out.parent)) == (1, sentence, [])


@pytest.mark.parametrize("compression", COMPRESSORS)
def test_every_compression(extract, compression):
    """By itself: no program is run for it."""
    image = bzimage(payload(GOOD, compression))
    assert extract(image, PATH="/nonexistent")[:2] == (
        0, f"x86-64 vmlinux of {len(GOOD)} bytes, {compression}, PVH entry at 0x1000850\n"
        f"it cannot be moved (KASLR): {NO_RELOCS}")
    status, said, out = extract.to_out(image)
    assert (status, said, os.listdir(out.parent)) == (0, "", ["vmlinux"])
    assert out.read_bytes() == GOOD


def test_zero_setup_sectors_mean_four(extract):
    _, _, out = extract.to_out(bzimage(payload(GOOD, "gzip"), setup_sectors=0))
    assert out.read_bytes() == GOOD


def test_a_vmlinux_passes_through(extract):
    status, said, out = extract.to_out(GOOD)
    assert (status, said, out.read_bytes()) == (0, "", GOOD)


@pytest.mark.parametrize("elf", [
    vmlinux(entry_note(ENTRY, width=4), bits=32),
    vmlinux(FOREIGN, entry_note(ENTRY)),
    vmlinux(PROPERTY, entry_note(ENTRY), align=8),
    vmlinux(Note(6, b"bsd\0"), entry_note(ENTRY, width=4), align=8),
], ids=["32 bits", "behind another owner's", "behind a property", "4-byte padding in p_align 8"])
def test_the_note_is_found(extract, elf):
    status, said, _ = extract(elf)
    assert status == 0 and said.endswith(
        "PVH entry at 0x1000850\n"
        "it cannot be moved (KASLR): its relocations are in a vmlinuz only"), said


@pytest.mark.parametrize("data", [WITHOUT, bzimage(payload(WITHOUT, "xz"))], ids=["ELF", "bzImage"])
def test_without_pvh(extract, data):
    assert_refused(extract.to_out(data), NO_ENTRY)
    status, said, out = extract.to_out(data, "--any")
    assert (status, said, out.read_bytes()) == (0, "", WITHOUT)


@pytest.mark.parametrize("compression", COMPRESSORS)
def test_payload_cut_within_its_compression(extract, compression):
    packed = payload(GOOD, compression)
    half = packed[:len(packed) // 2] + struct.pack("<I", len(GOOD))
    status, said, out = extract.to_out(bzimage(half))
    assert (status, os.listdir(out.parent)) == (1, [])
    reason = "it ends too early" if compression == "lzo" else "or there is not enough memory"
    assert said == f"the compressed vmlinux is damaged ({reason})"


@pytest.mark.parametrize("data, sentence", [
    (b"", "it is neither a bzImage nor an ELF file"),
    (b"#!/bin/sh\n" * 100, "it is neither a bzImage nor an ELF file"),
    (bzimage(payload(GOOD, "gzip"))[:0x230],
     "the setup header at 0x248 reaches past its end (0x230 bytes)"),
    (bzimage(bytes(1000))[:2500], "it is cut short: its vmlinux should end at byte 3339 of 2500"),
    (bzimage(bytes(8)), "its payload begins with 00 00 00 00 00 00: unknown compression"),
    (bzimage(b""), "its payload begins with nothing: unknown compression"),
    (bzimage(payload(GOOD, "gzip"), version=0x207), "its boot protocol 2.07 is older than 2.08"),
    (bzimage(payload(GOOD, "bzip2")[:-4] + bytes(4)),
     "its vmlinux has more than the stated 0 bytes"),
    (bzimage(payload(GOOD, "xz")[:-4] + struct.pack("<I", len(GOOD) + 1)),
     f"its vmlinux has {len(GOOD)} bytes, not the stated {len(GOOD) + 1}"),
    (bzimage(payload(GOOD, "gzip")[:-8] + struct.pack("<II", 0, len(GOOD))),
     "the compressed vmlinux is damaged (wrong checksum)"),
    (bzimage(payload(b"no kernel", "gzip")),
     "its payload, compressed with gzip, is not an ELF file"),
    (patch(GOOD, "e_machine", 183), "it is an ELF for machine 183, not for x86"),
    (patch(GOOD, "ei_data", 2), "it is an ELF, but not a little-endian one of version 1"),
    (patch(GOOD, "e_phoff", 0x10000),
     f"the program header at 0x10000 reaches past its end (0x{len(GOOD):x} bytes)"),
    (GOOD[:-1], f"it is cut short: its notes should end at byte {len(GOOD)} of {len(GOOD) - 1}"),
    (patch(GOOD, "ph1.note1.n_descsz", 0x7fffffff),
     f"the note at 0x{len(GOOD) - 24:x} reaches past the end of its segment"),
    (vmlinux(entry_note(ENTRY, width=5)), "its entry note has 5 bytes, not 4 or 8"),
    (GOOD[:20], "the ELF header at 0x20 reaches past its end (0x14 bytes)"),
], ids=["empty", "script", "cut in the header", "cut in the payload", "no compression",
        "no payload", "old protocol", "small size", "large size", "wrong sum", "no ELF inside",
        "machine", "byte order", "headers outside", "cut in the notes", "long note",
        "odd entry note", "cut in the ELF header"])
def test_refused_in_a_sentence(extract, data, sentence):
    assert_refused(extract.to_out(data), sentence)


@pytest.mark.parametrize("compression", ["gzip", "lz4"])
def test_more_than_the_stated_size_is_not_unpacked(extract, tmp_path, compression):
    """128 MiB of zeros, in an address space that has no room for them."""
    packed = payload(bytes(128 << 20), compression)[:-4] + payload(GOOD, "gzip")[-4:]
    _, _, out = extract(bzimage(packed))
    limit = ["sh", "-c", 'ulimit -v 131072; exec "$@"', "sh", FAST_TOOLS / "pvh-extract"]
    done = processes.run([*limit, tmp_path / "vmlinuz", "-o", out], text=True, capture_output=True)
    assert (done.returncode, done.stderr, os.listdir(out.parent)) == (
        1, f"pvh-extract: {tmp_path}/vmlinuz: its vmlinux has more than the stated"
           f" {len(GOOD)} bytes\n", [])


@pytest.mark.parametrize("package, description", [
    (linux.CLOUD, r"x86-64 vmlinux of \d+ bytes,"
     r" (lz4, PVH entry at 0x1000|zstd, PVH entry at 0x)[0-9a-f]+"),
    (linux.AMD64, r"x86-64 vmlinux of \d+ bytes, xz, PVH entry at 0x1000[0-9a-f]+"),
    (linux.I386_PAE, r"i386 vmlinux of \d+ bytes, xz, PVH entry at 0x1000[0-9a-f]+"),
    (linux.I386_NO_PVH, NO_ENTRY),
], ids=lambda value: str(value) if isinstance(value, linux.Package) else "")
def test_debians_kernels(package, description):
    image = linux.vmlinuz(package)
    done = processes.run([TOOL, image], text=True, capture_output=True)
    said = done.stdout or done.stderr.replace("pvh-extract: ", "", 1)
    assert done.returncode == (description == NO_ENTRY)
    path = re.escape(f"{image}: ")
    if description != NO_ENTRY:
        description += f"\n{path}it can be moved [(]KASLR[)]"
    assert re.fullmatch(path + description + "\n", said), said
