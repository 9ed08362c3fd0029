# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernel files that are refused: a good one with one thing broken, one exact message each."""
import bz2
import gzip
import lzma
from typing import Iterator, Tuple

from harness import shapes
from harness.elf import EM_AARCH64, EM_X86_64, ET_DYN, ET_REL, get_field, patch
from harness.elfimage import Note, Segment, entry_note, note_segment
from harness.kernels import kernel
from harness.paths import built
from harness.refusals import sentence

BASE = 16 << 20
TOP = 0xffffffff
BIG = (1 << 64) - 1

ELF64 = shapes.plain(BASE).elf
ELF32 = shapes.plain(BASE, bits=32).elf
SIZE = len(ELF64)
LOAD_AT, LOAD_SIZE = get_field(ELF64, "ph0.p_offset"), get_field(ELF64, "ph0.p_filesz")
NOTE_AT, NOTE_SIZE = get_field(ELF64, "ph1.p_offset"), get_field(ELF64, "ph1.p_filesz")
MEMORY = get_field(ELF64, "ph0.p_memsz")


def broken(name, field, value, *sentence_args, elf=ELF64):
    return patch(elf, field, value), sentence(name, *sentence_args)


def with_notes(*notes, **rest):
    return kernel([Segment(paddr=BASE), note_segment(*notes, **rest)]).elf


def two_loads(second, memsz=0x1000):
    return kernel([Segment(paddr=BASE), Segment(data=b"2" * 16, paddr=second, memsz=memsz),
                   note_segment(entry_note(BASE))]).elf


def not_an_elf():
    yield "text", b"hello, world", sentence("NOT_ELF", 0x6c6c6568, "hell")
    yield "empty", b"", sentence("KERNEL_EMPTY")
    yield "one-byte", b"\x7f", sentence("NOT_ELF", 0x7f, "....")
    yield "magic", *broken("NOT_ELF", "ei_mag", 0x464c457e, 0x464c457e, "~ELF")
    yield "bzImage", built("guests/bzimage.bin").read_bytes(), sentence("KERNEL_BZIMAGE")
    for name, file in {"gzip": gzip.compress(ELF64), "xz": lzma.compress(ELF64),
                       "bzip2": bz2.compress(ELF64), "zstd": b"\x28\xb5\x2f\xfd" + ELF64,
                       "lz4": b"\x04\x22\x4d\x18" + ELF64}.items():
        yield name, file, sentence("KERNEL_COMPRESSED", name)
    yield "lz4-legacy", b"\x02\x21\x4c\x18" + ELF64, sentence("KERNEL_COMPRESSED", "lz4")


def header():
    yield "63-bytes", ELF64[:63], sentence("EHDR_TRUNCATED", 63)
    yield "51-bytes", ELF32[:51], sentence("EHDR_TRUNCATED", 51)
    yield "class", *broken("ELF_FIELD", "ei_class", 3, "class", 3, 2)
    yield "big-endian", *broken("ELF_FIELD", "ei_data", 2, "byte order", 2, 1)
    yield "version", *broken("ELF_FIELD", "ei_version", 0, "version", 0, 1)
    yield "relocatable", *broken("ELF_FIELD", "e_type", ET_REL, "type", 1, 2)
    yield "core-dump", *broken("ELF_FIELD", "e_type", 4, "type", 4, 2)
    yield "shared-object", *broken("ELF_FIELD", "e_type", ET_DYN, "type", 3, 2)
    yield "aarch64", *broken("ELF_FIELD", "e_machine", EM_AARCH64, "machine", 183, 62)
    yield "x86-64-in-32", *broken("ELF_FIELD", "e_machine", EM_X86_64, "machine", 62, 3, elf=ELF32)
    yield "phentsize", *broken("ELF_FIELD", "e_phentsize", 32, "e_phentsize", 32, 56)
    yield "no-phdrs", *broken("NO_ENTRY_NOTE", "e_phnum", 0)
    yield "33-phdrs", *broken("TOO_MANY_PHDRS", "e_phnum", 33, 33, 32)
    yield "65535-phdrs", *broken("TOO_MANY_PHDRS", "e_phnum", 65535, 65535, 32)
    for name, phoff, index, first, last in [
            ("cut", SIZE - 111, 1, SIZE - 55, SIZE), ("beyond", SIZE + 1, 0, SIZE + 1, SIZE + 56),
            ("far", BIG, 0, TOP, TOP), ("wraps", TOP - 15, 0, TOP - 15, TOP),
            ("above-4-GiB", 1 << 32, 0, TOP, TOP)]:
        yield "phdrs-" + name, *broken("FILE_TRUNCATED", "e_phoff", phoff, "program header", index,
                                       first, last, SIZE)


def segments():
    for name, offset, last in [
            ("cut", SIZE - LOAD_SIZE + 1, SIZE), ("beyond", SIZE + 1, SIZE + LOAD_SIZE),
            ("far", BIG, TOP), ("wraps", TOP - 1, TOP)]:
        yield "offset-" + name, *broken("FILE_TRUNCATED", "ph0.p_offset", offset, "segment", 0,
                                        min(offset, TOP), last, SIZE)
    yield "note-cut", *broken("FILE_TRUNCATED", "ph1.p_offset", SIZE - 4, "segment", 1, SIZE - 4,
                              SIZE - 4 + NOTE_SIZE - 1, SIZE)
    yield "note-far", *broken("FILE_TRUNCATED", "ph1.p_filesz", BIG, "segment", 1, NOTE_AT, TOP,
                              SIZE)
    yield "truncated-file", ELF64[:SIZE - 1], sentence(
        "FILE_TRUNCATED", "segment", 1, NOTE_AT, NOTE_AT + NOTE_SIZE - 1, SIZE - 1)
    yield "filesz-over-memsz", *broken("FILESZ_OVER_MEMSZ", "ph0.p_memsz", LOAD_SIZE - 1, 0,
                                       LOAD_SIZE, LOAD_SIZE - 1)
    yield "memsz-0", *broken("FILESZ_OVER_MEMSZ", "ph0.p_memsz", 0, 0, LOAD_SIZE, 0)
    yield "filesz-far", *broken("FILE_TRUNCATED", "ph0.p_filesz", 1 << 32, "segment", 0,
                                  LOAD_AT, TOP, SIZE)
    for name, paddr in {"4-GiB": 1 << 32, "wraps": BIG, "crosses-4-GiB": TOP - MEMORY + 1}.items():
        yield "paddr-" + name, *broken("SEGMENT_TOO_HIGH", "ph0.p_paddr", paddr, 0)
    for name, memsz in {"far": BIG, "4-GiB": 1 << 32, "crosses-4-GiB": TOP - BASE + 1}.items():
        yield "memsz-" + name, *broken("SEGMENT_TOO_HIGH", "ph0.p_memsz", memsz, 0)
    yield "overlap-end", two_loads(BASE + MEMORY - 1), sentence(
        "SEGMENTS_OVERLAP", 0, 1, BASE + MEMORY - 1)
    yield "overlap-start", two_loads(BASE - 0xfff), sentence("SEGMENTS_OVERLAP", 0, 1, BASE)
    yield "overlap-all", two_loads(BASE - 0x1000, 1 << 20), sentence("SEGMENTS_OVERLAP", 0, 1, BASE)


def notes():
    yield "none", kernel([Segment(paddr=BASE)]).elf, sentence("NO_ENTRY_NOTE")
    yield "retyped", *broken("NO_ENTRY_NOTE", "ph1.p_type", 6)
    yield "empty", *broken("NO_ENTRY_NOTE", "ph1.p_filesz", 0)
    for name, shape in shapes.NOT_PVH.items():
        yield name, shape().elf, sentence("NO_ENTRY_NOTE")
    for owner in (b"xen\0", b"Xen", b"Xen\0\0", b"XenX", b""):
        elf = with_notes(entry_note(BASE, owner=owner))
        yield "owner-%r" % owner, elf, sentence("NO_ENTRY_NOTE")
    yield "type-17", *broken("NO_ENTRY_NOTE", "ph1.note0.n_type", 17)
    yield "name-overruns", *broken("NOTE_TRUNCATED", "ph1.note0.n_namesz", 100, NOTE_AT, 100, 8, 1,
                                   NOTE_AT + NOTE_SIZE)
    yield "name-wraps", *broken("NOTE_TRUNCATED", "ph1.note0.n_namesz", TOP, NOTE_AT, TOP, 8, 1,
                                NOTE_AT + NOTE_SIZE)
    yield "desc-overruns", *broken("NOTE_TRUNCATED", "ph1.note0.n_descsz", 9, NOTE_AT, 4, 9, 1,
                                   NOTE_AT + NOTE_SIZE)
    yield "desc-wraps", *broken("NOTE_TRUNCATED", "ph1.note0.n_descsz", TOP - 2, NOTE_AT, 4,
                                TOP - 2, 1, NOTE_AT + NOTE_SIZE)
    second = with_notes(Note(6, b"os"), entry_note(BASE))
    at = get_field(second, "ph1.p_offset")
    yield "second-overruns", *broken("NOTE_TRUNCATED", "ph1.note1.n_descsz", 12, at + 20, 4, 12, 1,
                                     at + 44, elf=second)
    for size in (0, 3, 5, 7, 12):
        note = Note(18, bytes(size))
        yield "entry-%d-bytes" % size, with_notes(note), sentence("ENTRY_NOTE_SIZE", size)


def entry():
    for name, address in {"before": BASE - 1, "behind": BASE + MEMORY, "zero": 0}.items():
        yield name, with_notes(entry_note(address)), sentence("ENTRY_OUTSIDE", address)
    yield "above-4-GiB", with_notes(entry_note((1 << 32) + BASE)), sentence("ENTRY_OUTSIDE", TOP)
    hole = kernel([Segment(paddr=BASE), Segment(data=b"2", paddr=BASE + (4 << 20)),
                   note_segment(entry_note(BASE + (2 << 20)))]).elf
    yield "in-a-hole", hole, sentence("ENTRY_OUTSIDE", BASE + (2 << 20))


def placed(base):
    """A kernel linked at base, as its ELF file and the last address that it needs."""
    return shapes.plain(base).elf, base + MEMORY - 1


def memory():
    ram_end = 0x7fe0000          # pc with 128 MiB: 128 KiB at the top are tables of the firmware
    for name, base, first, what in [
            ("video", 0xa0000, 0xa0000, "absent"), ("absent", 0xc0000000, 0xc0000000, "absent"),
            ("across-the-end", ram_end - 4096, ram_end, "reserved")]:
        elf, last = placed(base)
        conflict_last = min(last, 0x7ffffff) if what == "reserved" else last
        yield name, elf, sentence("KERNEL_NOT_RAM", base, last, first, conflict_last, what)
    elf, last = placed(0x1000)
    yield "vectors", elf, sentence("KERNEL_NOT_RAM", 0x1000, last, 0x1000, 0x6fff, "in use")
    elf, last = placed(0x90000)
    yield "across-the-ebda", elf, sentence("KERNEL_NOT_RAM", 0x90000, last, 0x9fc00, 0x9ffff,
                                           "reserved")


def cases() -> Iterator[Tuple[str, bytes, str]]:
    """A name, the file, and the error message."""
    for group in (not_an_elf, header, segments, notes, entry, memory):
        for name, elf, expected in group():
            yield "%s-%s" % (group.__name__, name), elf, expected
