# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernel files that are refused, by each of the ROM's messages: a good one with one thing broken.
How far each field may go, to the byte, is shown by tests/unit/test_elf_*.c and test_notes*.c."""
import bz2
import gzip
import lzma

from harness import boot, shapes
import pytest
from harness.elf import ET_DYN, get_field, patch
from harness.elfimage import Note, Segment, entry_note, note_segment
from harness.kernels import kernel as make_kernel
from harness.offers import without_dma
from harness.paths import built
from harness.refusals import check_refused, needed_mib, sentence

BASE, TOP, BIG = 16 << 20, 0xffffffff, (1 << 64) - 1
ELF64, ELF32 = shapes.plain(BASE).elf, shapes.plain(BASE, bits=32).elf
SIZE, MEMORY = len(ELF64), get_field(ELF64, "ph0.p_memsz")
LOAD_SIZE = get_field(ELF64, "ph0.p_filesz")
NOTE_AT = get_field(ELF64, "ph1.p_offset")


def broken(name, field, value, *args, elf=ELF64):
    return patch(elf, field, value), sentence(name, *args)


def with_notes(*notes):
    return make_kernel([Segment(paddr=BASE), note_segment(*notes)]).elf


def not_ram(base, first, last, what):
    return shapes.plain(base).elf, sentence("NO_RAM", base, base + MEMORY - 1, first, last,
                                            what)


CASES = {
    "text": (b"hello, world" * 9, sentence("NO_ELF", 0x6c6c6568, "hell")),
    "empty": (b"", sentence("BAD_FILE_SIZE", 0)),
    "bzImage": (built("guests/bzimage.bin").read_bytes(), sentence("BAD_BZIMAGE")),
    **{name: (file, sentence("BAD_COMPRESSED", name)) for name, file in {
        "gzip": gzip.compress(ELF64), "xz": lzma.compress(ELF64), "bzip2": bz2.compress(ELF64),
        "zstd": b"\x28\xb5\x2f\xfd" + ELF64, "lz4": b"\x02\x21\x4c\x18" + ELF64}.items()},
    "63-bytes": (ELF64[:63], sentence("BAD_FILE_SIZE", 63)),
    "51-bytes": (ELF32[:51], sentence("BAD_FILE_SIZE", 51)),
    "big-endian": broken("BAD_ELF_FIELD", "ei_data", 2, "byte order", 2, 1),
    "shared-object": broken("BAD_ELF_FIELD", "e_type", ET_DYN, "type", 3, 2),
    "x86-64-in-32": broken("BAD_ELF_FIELD", "e_machine", 62, "machine", 62, 3, elf=ELF32),
    "33-phdrs": broken("TOO_MANY_PHDRS", "e_phnum", 33, 33, 32),
    "phdrs-far": broken("OFFSET_OUT_OF_RANGE", "e_phoff", BIG, "program header", 1, SIZE),
    "segment-cut": broken("OFFSET_OUT_OF_RANGE", "ph0.p_offset", SIZE - LOAD_SIZE + 1, "segment", 0,
                          SIZE),
    "file-cut": (ELF64[:SIZE - 1], sentence("OFFSET_OUT_OF_RANGE", "segment", 1, SIZE - 1)),
    "memsz-0": broken("BAD_FILESZ", "ph0.p_memsz", 0, 0),
    "paddr-wraps": broken("SEGMENT_OUT_OF_RANGE", "ph0.p_paddr", BIG, 0),
    "overlap": (make_kernel([Segment(paddr=BASE), Segment(data=b"2" * 16, paddr=BASE - 0xfff,
                                                          memsz=0x1000),
                             note_segment(entry_note(BASE))]).elf,
                sentence("BAD_OVERLAP", 0, 1)),
    "no-notes": broken("NO_ENTRY_NOTE", "ph1.p_type", 6),
    **{name: (shape().elf, sentence("NO_ENTRY_NOTE")) for name, shape in shapes.NOT_PVH.items()},
    "name-wraps": broken("NOTE_OUT_OF_RANGE", "ph1.note0.n_namesz", TOP, NOTE_AT, 1),
    "entry-5-bytes": (with_notes(Note(18, bytes(5))), sentence("BAD_ENTRY_NOTE", 5)),
    "entry-behind": (with_notes(entry_note(BASE + MEMORY)),
                     sentence("ENTRY_OUT_OF_RANGE", BASE + MEMORY)),
    "entry-above-4-GiB": (with_notes(entry_note((1 << 32) + BASE)),
                          sentence("ENTRY_OUT_OF_RANGE", TOP)),
    "video": not_ram(0xa0000, 0xa0000, 0xa0000 + MEMORY - 1, "absent"),
    "across-the-end": (shapes.plain(0x7fdf000).elf,
                       sentence("NO_MEMORY", 0x7fdf000, 0x7fdf000 + MEMORY - 1,
                                needed_mib(0x7fdf000 + MEMORY - 1))),
    "vectors": not_ram(0x1000, 0x1000, 0x6fff, "in use"),
    "across-the-ebda": not_ram(0x90000, 0x9fc00, 0x9ffff, "reserved"),
}


@pytest.mark.parametrize("name", CASES)
def test_refused(name, disk):
    elf, expected = CASES[name]
    check_refused(expected, boot.PC, disk, kernel=elf, route="fwcfg")


def test_on_every_machine(machine, disk):
    check_refused(sentence("NO_ENTRY_NOTE"), machine, disk, kernel=shapes.nuttx().elf,
                  route="fwcfg")


@pytest.mark.parametrize("elf", [
    shapes.nuttx().elf, patch(patch(ELF64, "e_phnum", 0), "e_phoff", BIG)],
                         ids=["notes-read", "nothing-to-read"])
def test_without_dma(elf, disk):
    check_refused(sentence("NO_ENTRY_NOTE"), without_dma(boot.PC), disk, kernel=elf, route="fwcfg")


def test_everything_else_is_untouched(kernel, disk):
    """The last thing planned fails: nothing has been written where the kernel would go."""
    extra = ["-device", "loader,data=0x5a5a5a5a5a5a5a5a,data-len=8,addr=%#x" % kernel.entry]
    with boot.start(boot.PC, kernel=kernel.elf, disk=disk, route="fwcfg", extra=extra,
                    items=[("opt/pvh/module2", b"no module 1")]) as vm:
        vm.wait_text("report", "disk\n")
        assert sentence("NO_MODULE", 1) in vm.log
        assert vm.memory(kernel.entry - 0x1000, 0x2000) == (
            bytes(0x1000) + b"\x5a" * 8 + bytes(0xff8))
