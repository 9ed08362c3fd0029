# SPDX-License-Identifier: GPL-2.0-or-later
"""The counting plugin counts exactly right: a guest made of pieces whose every instruction,
port access and device-memory access is known, with a mark at the start of each."""

import struct
from typing import NamedTuple

import pytest

from bench.count_kernels import EXIT_CODE, EXIT_STATUS, tiny_kernel
from bench.count_plugin import Counts, count
from bench.count_qemu import Boot

BASE = 0x100000
RAM = 0x200000
PAGE = 0x1000
HPET = 0xFED00000  # there on pc; takes 32-bit accesses
ROM = 0xFFFFFFF0
PORT = 0x80  # QEMU has nothing there that minds


class Piece(NamedTuple):
    code: bytes
    instructions: int
    ports: int = 0
    device_memory: int = 0

    @property
    def counts(self) -> Counts:
        return Counts(self.instructions, self.ports, self.device_memory)


def code(text: str, *values: int) -> bytes:
    """Machine code in hex, each * in it a 32-bit value."""
    parts = text.split("*")
    words = [struct.pack("<I", value) for value in values] + [b""]
    return b"".join(bytes.fromhex(part) + word for part, word in zip(parts, words))


def string(instruction: str, times: int, source: int = RAM, target: int = RAM) -> bytes:
    """mov times, %ecx; mov source, %esi; mov target, %edi; the instruction"""
    return code("b9 * be * bf *" + instruction, times, source, target)


def in_across_pages() -> bytes:
    """For the start of the guest: a jump to a NOP, the last byte but one of the page, and IN
    behind it, its first byte in that page and its second in the next."""
    skipped = PAGE - 2 - 5
    return code("e9 *", skipped) + bytes(skipped) + code("90 e4 80")


PIECES = {
    "IN across two pages": Piece(in_across_pages(), 3, 1),
    "CLD and NOP": Piece(code("fc 90 90 90 90 90 90 90"), 8),
    "loop of 1000": Piece(code("b9 * e2 fe", 1000), 1001),
    "memory that is RAM": Piece(code("a1 * a3 * ff 05 *", RAM, RAM, RAM), 3),
    "memory that is ROM": Piece(code("a1 *", ROM), 1),
    "stack in RAM": Piece(code("bc * 50 58", RAM), 3),
    "operands that look like IN": Piece(code("b0 ec b4 ed b8 *", 0x6C6CECEC), 3),
    "DX is the port": Piece(code("66 ba 80 00"), 1),
    "OUT 8, 16, 32 bits": Piece(code("ee 66 ef ef e6 80 66 e7 80 e7 80"), 6, 6),
    "IN 8, 16, 32 bits": Piece(code("ec 66 ed ed e4 80 66 e5 80 e5 80"), 6, 6),
    "IN behind other prefixes": Piece(code("3e ec 64 ec f3 ec 65 66 ed"), 4, 4),
    "INC EAX is no prefix here": Piece(code("40 ec"), 2, 1),
    "OUTS, 3 sizes": Piece(string("6e 66 6f 6f", 0), 6, 3),
    "INS, 3 sizes": Piece(string("6c 66 6d 6d", 0), 6, 3),
    "REP OUTSB of 5": Piece(string("f3 6e", 5), 3 + 5 + 1, 5),
    "REP OUTSW of 300": Piece(string("66 f3 6f", 300), 3 + 300 + 1, 300),
    "REP OUTSB of 0": Piece(string("f3 6e", 0), 3 + 1),
    "REP INSB of 5": Piece(string("f3 6c", 5), 3 + 5 + 1, 5),
    "REP INSD of 300": Piece(string("f3 6d", 300), 3 + 300 + 1, 300),
    "REP INSB of 0": Piece(string("f3 6c", 0), 3 + 1),
    "OUTS behind a REP of 0": Piece(string("f3 6e 6e", 0), 3 + 1 + 1, 1),
    "REP STOSD of 6 to RAM": Piece(string("f3 ab", 6), 3 + 6 + 1),
    "device load": Piece(code("a1 *", HPET), 1, 0, 1),
    "device store": Piece(code("31 c0 a3 *", HPET + 0x20), 2, 0, 1),
    "device load and store": Piece(code("83 0d * 00", HPET + 0x20), 1, 0, 2),
    "two device loads in one block": Piece(code("a1 * 90 8b 0d *", HPET, HPET), 3, 0, 2),
    "REP STOSD of 6 to a device": Piece(string("31 c0 f3 ab", 6, target=HPET + 0x20),
                                        4 + 6 + 1, 0, 6),
    "REP MOVSD of 6 from a device": Piece(string("f3 a5", 6, source=HPET), 3 + 6 + 1, 0, 6),
    "REP OUTSD of 4 from a device": Piece(string("f3 6f", 4, source=HPET), 3 + 4 + 1, 4, 4),
    "REP INSD of 4 to a device": Piece(string("f3 6d", 4, target=HPET + 0x20),
                                       3 + 4 + 1, 4, 2 * 4),  # QEMU stores each one twice
}


@pytest.fixture(scope="module")
def passed():
    """The totals at the start of each piece and at the end."""
    body, points = b"", []
    for piece in [*PIECES.values(), Piece(EXIT_CODE, 0)]:
        points.append(f"mark={len(points)}:{BASE + len(body):#x}")
        body += piece.code
    lines = count(Boot("pc"), tiny_kernel(body, BASE), points, EXIT_STATUS)
    assert [name for name, _ in lines] == [str(i) for i in range(len(points))] + ["exit"]
    return [totals for _, totals in lines]


@pytest.mark.parametrize("name", PIECES)
def test_counts_every_piece_exactly(passed, name):
    index = list(PIECES).index(name)
    assert passed[index + 1] - passed[index] == PIECES[name].counts


def test_agrees_with_the_clock_of_the_guest():
    """Under -icount shift=0 the time-stamp counter tells how many instructions ran, SeaBIOS's
    and all; the guest repeats a loop as often."""
    body = code("0f 31 89 c1 e2 fe")  # rdtsc; mov %eax, %ecx; loop
    lines = count(Boot("pc"), tiny_kernel(body + EXIT_CODE, BASE),
                  [f"mark=start:{BASE:#x}", f"mark=end:{BASE + len(body):#x}"], EXIT_STATUS)
    start, end = (totals.instructions for _, totals in lines[:2])
    assert end - start - 2 == start + 1  # RDTSC counts itself


def to_64_bits() -> bytes:
    """Maps the first 2 MiB and goes on behind itself in long mode."""
    tables, descriptors = 0x180000, BASE + 0x800
    start = code("c7 05 * *", tables, tables + 0x1003)           # PML4 -> PDPT
    start += code("c7 05 * *", tables + 0x1000, tables + 0x2003)  # PDPT -> page directory
    start += code("c7 05 * *", tables + 0x2000, 0x83)             # a page of 2 MiB
    start += code("c7 05 * *", descriptors + 8, 0x0000FFFF)       # 64-bit code segment
    start += code("c7 05 * *", descriptors + 12, 0x00AF9A00)
    start += code("68 * 66 68 0f 00 0f 01 14 24", descriptors)    # push both; lgdt (%esp)
    start += code("b8 * 0f 22 d8", tables)                        # CR3
    start += code("b8 * 0f 22 e0", 0x20)                          # CR4.PAE
    start += code("b9 * 0f 32 80 cc 01 0f 30", 0xC0000080)        # EFER.LME
    start += code("b8 * 0f 22 c0", 0x80000001)                    # CR0: PG, PE
    return code("bc *", tables) + start + code("ea * 08 00", BASE + 5 + len(start) + 7)


def test_counts_64_bit_code_with_rex_prefixes():
    body = to_64_bits()
    # IN, OUT, IN; OUTSB of 3; INC, and a MOV whose operand looks like IN.
    inner = code("66 ba 80 00 48 ec 4f ee 41 e4 80 be * b9 * f3 48 6e ff c0 48 b8 * *",
                 BASE, 3, 0xECEC, 0)
    points = [f"mark=start:{BASE + len(body):#x}", f"mark=end:{BASE + len(body + inner):#x}"]
    lines = count(Boot("pc"), tiny_kernel(body + inner + EXIT_CODE, BASE), points, EXIT_STATUS)
    assert lines[1][1] - lines[0][1] == Counts(6 + 3 + 1 + 2, 3 + 3, 0)


def test_call_reports_the_return():
    body = code("0e e8 * 90", 1 + len(EXIT_CODE)) + EXIT_CODE + code("90 90 cb")
    routine = BASE + len(body) - 3
    lines = count(Boot("pc"), tiny_kernel(body, BASE),
                  [f"call=routine:{routine:#x}", f"mark=next:{BASE + 6:#x}"], EXIT_STATUS)
    assert [name for name, _ in lines] == ["routine", "routine-return", "next", "exit"]
    assert lines[1][1] - lines[0][1] == Counts(3, 0, 0)
    assert lines[1][1] == lines[2][1]


def test_stop_ends_qemu_at_the_mark():
    points = [f"mark=first:{BASE:#x}", f"mark=second:{BASE + 4:#x}", "stop=second"]
    lines = count(Boot("pc"), tiny_kernel(EXIT_CODE, BASE), points)
    assert [name for name, _ in lines] == ["first", "second", "exit"]
    assert lines[1][1] - lines[0][1] == Counts(1, 0, 0)
    assert lines[2][1] == lines[1][1]


def test_an_instruction_of_given_bytes_is_reported_the_first_time():
    # mov $3, %ecx; jmp 1f; 1: nopl 0(%ebp); loop 1b. The loop is one block, translated once.
    body = code("b9 * eb 00 0f 1f 45 00 e2 fa", 3)
    lines = count(Boot("pc"), tiny_kernel(body + EXIT_CODE, BASE),
                  ["insn=nop:0f1f4500", f"mark=end:{BASE + len(body):#x}", f"mark=start:{BASE:#x}"],
                  EXIT_STATUS)
    assert [name for name, _ in lines] == ["start", "nop", "end", "exit"]
    assert lines[1][1] - lines[0][1] == Counts(2, 0, 0)
    assert lines[2][1] - lines[1][1] == Counts(6, 0, 0)


@pytest.mark.parametrize("argument", ["mark=name:5x", "call=" + "n" * 64 + ":5", "insn=name:9",
                                      "stop=unknown", "other=1"])
def test_refuses_a_bad_argument(argument):
    with pytest.raises(RuntimeError, match=f"count: bad argument '{argument}'"):
        count(Boot("pc"), tiny_kernel(), [argument])
