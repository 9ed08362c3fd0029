# SPDX-License-Identifier: GPL-2.0-or-later
"""Both tools on kernel files that are damaged or hostile: one sentence, in bounded time and memory.

An address space of 400 MB and some seconds of the processor are more than any of them needs.
"""
import struct
import zlib

from harness import processes
import pytest
from harness.bzimage import bzimage, payload
from harness.elf import patch
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.toolrun import ENTRY, FAST_TOOLS, TEXT, VMLINUX, Tool

LIMITED = 'ulimit -v 400000; ulimit -t 20; exec "$@"'
GOOD_NOTE = note_segment(entry_note(ENTRY))
TWO_NOTES = Image([TEXT, GOOD_NOTE, note_segment(entry_note(ENTRY))]).build()
SIZE = len(TWO_NOTES)
MIB = 1 << 20


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def many_headers():
    """Each of them for the same notes, of which there are very many."""
    zeros = Segment(4, bytes(20 * MIB), align=4)
    again = [Segment(4, filesz=20 * MIB, within=(0, 0), align=4) for _ in range(999)]
    return bzimage(payload(Image([zeros, *again]).build(), "gzip"))


DICTIONARY = "unpacking it takes a dictionary of more than 256 MiB"


def xz_with(dictionary, sizes=b""):
    """Another dictionary, and 4 bytes of sizes, in the first block's header."""
    good = payload(VMLINUX, "xz")
    header = (bytes([2 + len(sizes) // 4, 0xc1 if sizes else 1]) + sizes + b"\4\0\x21\1"
              + bytes([dictionary, 0]))
    return bzimage(good[:12] + header + struct.pack("<I", zlib.crc32(header)) + good[24:])


DAMAGED = {
    "many headers": (many_headers(), "it has 1000 program headers, 32 is the limit"),
    "many notes": (Image([TEXT, GOOD_NOTE, Segment(4, bytes(60 * MIB), align=4)]).build(),
                   f"it has {60 * MIB + 24} bytes of notes, {MIB} is the limit"),
    "few headers, all notes": (
        Image([TEXT, Segment(4, bytes(MIB // 2), align=4),
               *[Segment(4, filesz=MIB // 2, within=(1, 0))] * 2]).build(),
        f"it has {3 * MIB // 2} bytes of notes, {MIB} is the limit"),
    "promises too much": (
        bzimage(payload(VMLINUX, "xz")[:-4] + struct.pack("<I", MIB * 1024 + 1)),
        f"it states {MIB * 1024 + 1} bytes for its vmlinux, {MIB * 1024} is the limit"),
    "lzma that wants 1.5 GiB": (
        bzimage(payload(VMLINUX, "lzma")[:1] + struct.pack("<I", 0x60000000)
                + payload(VMLINUX, "lzma")[5:]),
        DICTIONARY),
    "lzma that wants 64 KiB more than 256 MiB": (
        bzimage(payload(VMLINUX, "lzma")[:1] + struct.pack("<I", (256 << 20) + (64 << 10))
                + payload(VMLINUX, "lzma")[5:]), DICTIONARY),
    "xz that wants 384 MiB": (xz_with(33), DICTIONARY),
    "xz that wants 384 MiB, with sizes": (xz_with(33, b"\xff\x01\xff\x01"), DICTIONARY),
    "second notes beyond the end": (
        patch(TWO_NOTES, "ph2.p_offset", 0x900000),
        f"it is cut short: its notes should end at byte {0x900000 + 24} of {SIZE}"),
    "second notes across the end": (
        patch(TWO_NOTES, "ph2.p_filesz", 25),
        f"it is cut short: its notes should end at byte {SIZE + 1} of {SIZE}"),
    "second notes damaged": (
        patch(TWO_NOTES, "ph2.note0.n_namesz", 0x7fffffff),
        f"the note at 0x{SIZE - 24:x} reaches past the end of its segment"),
    "headers cut": (patch(VMLINUX, "e_phnum", 32),
                    f"the program header at 0x{64 + 56 * 2 + 56 * ((len(VMLINUX) - 176) // 56):x}"
                    f" reaches past its end (0x{len(VMLINUX):x} bytes)"),
    "odd headers": (patch(VMLINUX, "e_phentsize", 0), "its e_phentsize is 0, not 56"),
    "segment across the end": (
        patch(VMLINUX, "ph0.p_filesz", len(VMLINUX)),
        f"it is cut short: its segment for 0x1000000 should end at byte {len(VMLINUX) + 176}"
        f" of {len(VMLINUX)}"),
    "segment beyond the end": (
        patch(VMLINUX, "ph0.p_offset", 1 << 40),
        f"it is cut short: its segment for 0x1000000 should end at byte {(1 << 40) + 16}"
        f" of {len(VMLINUX)}"),
}


@pytest.mark.parametrize("program, words", [("pvh-extract", []), ("pvh-boot", ["-n"])])
@pytest.mark.parametrize("kind", DAMAGED)
def test_refused_in_a_sentence(tool, program, words, kind):
    data, sentence = DAMAGED[kind]
    tool.kernel.write_bytes(data)
    rom = ["--rom", tool.rom] if program == "pvh-boot" else []
    done = processes.run(["sh", "-c", LIMITED, "sh", FAST_TOOLS / program, *rom, *words,
                           tool.kernel], text=True, capture_output=True,
                         env={"XDG_CACHE_HOME": str(tool.cache), "PATH": "/usr/bin:/bin"})
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"{program}: {tool.kernel}: {sentence}\n")


def test_segments_that_are_empty_may_lie_anywhere(tool):
    """As for the ROM."""
    empty = Image([TEXT, GOOD_NOTE, Segment(memsz=4096, paddr=0x2000000)]).build()
    tool.kernel.write_bytes(patch(empty, "ph2.p_offset", 0x900000))
    assert str(tool.kernel) in tool.dry()


def test_what_is_no_kernel_is_not_read_to_its_end(tool):
    assert tool.call("pvh-extract", "/dev/zero") == (
        1, "", "pvh-extract: /dev/zero: it is neither a bzImage nor an ELF file\n")


# One shell for all files: a process of the test's own for each would take longer than the programs.
ON_EACH = """cd "$1"; shift
for file in *; do "$@" "$file" >"../said/$file" 2>"../complaint/$file"; echo $?; done"""


@pytest.fixture
def outcomes(tool, tmp_path):
    """Of both programs, as they are installed, for each of the kernels: what each said, and None or
    its complaint."""
    directory = {name: tmp_path / name for name in ("kernels", "said", "complaint")}

    def outcomes_of(command, kernels):
        done = processes.run(["sh", "-c", ON_EACH, "sh", directory["kernels"], *command], text=True,
                             capture_output=True, check=True,
                             env={"XDG_CACHE_HOME": str(tool.cache), "PATH": "/usr/bin:/bin"})
        for name, status in zip(kernels, done.stdout.split(), strict=True):
            said, complaint = ((directory[what] / name).read_text()
                               for what in ("said", "complaint"))
            begin = f"{command[0].name}: "
            assert int(status) == bool(complaint)
            assert complaint == "" or complaint.startswith(begin)
            yield name, said, complaint[len(begin):-1] if complaint else None

    def run(kernels):
        for path in directory.values():
            path.mkdir()
        names = [f"{number:05}" for number in range(len(kernels))]
        for name, data in zip(names, kernels):
            (directory["kernels"] / name).write_bytes(data)
        commands = [FAST_TOOLS / "pvh-boot", "--rom", tool.rom, "-n"], [FAST_TOOLS / "pvh-extract"]
        return list(zip(*(list(outcomes_of(command, names)) for command in commands)))

    return run


def is_refusal(kernel, said, complaint):
    """One sentence, which names the file, and nothing beside it."""
    return (said == "" and complaint is not None and complaint.startswith(f"{kernel}: ")
            and "\n" not in complaint)


@pytest.mark.parametrize("bits", [32, 64])
def test_every_truncation_is_refused(outcomes, bits):
    whole = Image([TEXT, GOOD_NOTE, note_segment(entry_note(ENTRY))], bits=bits).build()
    *cut, good = outcomes([whole[:length] for length in range(len(whole) + 1)])
    assert [complaint for _, _, complaint in good] == [None, None]
    assert [pair for pair in cut if not all(is_refusal(*outcome) for outcome in pair)] == []


@pytest.mark.parametrize("bits", [32, 64])
def test_every_byte_may_be_wrong(outcomes, bits):
    """Both tools agree whether the kernel is good, and each says so in one line. Whether it fits
    the guest's memory only pvh-boot can know."""
    whole = Image([TEXT, GOOD_NOTE, note_segment(entry_note(ENTRY), align=8)], bits=bits).build()
    changed = [whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1:]
               for at in range(len(whole)) for flip in (0x01, 0xff)]
    for boot, extract in outcomes(changed):
        assert boot[2] == extract[2] or (
            extract[2] is None and "the kernel reaches up to" in boot[2])
        for name, said, complaint in (boot, extract):
            assert is_refusal(name, said, complaint) or (bool(said), complaint) == (True, None)
