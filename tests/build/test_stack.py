# SPDX-License-Identifier: GPL-2.0-or-later
"""The bound of the stacks' depth: right for programs whose depth is known, an error where there is
none, and the ROM's own."""
import re
import sys
from pathlib import Path

from harness import processes
import pytest
from harness.paths import BUILD, REPOSITORY
from harness.sourcetree import copy_tree, make

ANALYSIS = REPOSITORY / "analysis"
LAYOUT = REPOSITORY / "optionrom/layout.h"
CONFIG = ANALYSIS / "stack.cfg"

GOOD_STAGE = "ret"
GOOD_STUB = "lretw"
PROGRAM = """
	.section .stub, "ax"
	.code16
	.globl rom_init, bev_handler, int19_handler
bev_handler:
	lretw
int19_handler:
	lretw
rom_init:
	%s
	.section .stage, "ax"
	.code32
	.globl pvh_main
pvh_main:
	%s
"""
SCRIPT = "SECTIONS { .stub 0 : { *(.stub) } .stage 0x1200 : { *(.stage) } }"


def linked(directory: Path, stage: str = GOOD_STAGE, stub: str = GOOD_STUB) -> Path:
    source, elf = directory / "program.S", directory / "program.elf"
    source.write_text(PROGRAM % (stub.replace(";", "\n"), stage.replace(";", "\n")))
    processes.run(["gcc", "-m32", "-c", "-o", directory / "program.o", source], check=True)
    (directory / "program.lds").write_text(SCRIPT)
    processes.run(["ld", "-m", "elf_i386", "-e", "pvh_main", "-T", directory / "program.lds",
                    "-o", elf, directory / "program.o"], check=True, stderr=processes.DEVNULL)
    return elf


def stack(elf: Path, layout: Path = LAYOUT, config: Path = CONFIG) -> processes.CompletedProcess:
    return processes.run([sys.executable, "-B", "-m", "analysis.stack", elf, layout, config],
                         text=True, capture_output=True, cwd=REPOSITORY)


def depths(done: processes.CompletedProcess):
    """Of the stage and of SeaBIOS's stack."""
    assert (done.returncode, done.stderr) == (0, "")
    return [int(depth) for depth in re.findall(r"stack: (\d+) of \d+ bytes", done.stdout)]


def config(directory: Path, recursion: str = "") -> Path:
    path = directory / "stack.cfg"
    path.write_text("bios-caller 100\nbios-called 1000\n" + recursion)
    return path


@pytest.mark.parametrize("stage, depth", [
    ("ret", 4),
    ("push %eax; pushw %ax; push %ds; pushw %ds; pushfw; popfw; addl $12, %esp; ret",
     4 + 4 + 2 + 4 + 2 + 2),
    ("sub $0x20, %esp; call f; add $0x20, %esp; ret; f: pushal; popal; ret", 4 + 32 + 4 + 32),
    ("call f; push %eax; pop %eax; ret; f: sub $100, %esp; lea 100(%esp), %esp; ret", 4 + 4 + 100),
    ("push %ebp; mov %esp, %ebp; and $-8, %esp; call f; lea -4(%ebp), %esp; push %eax; ret; f: ret",
     4 + 4 + 8 + 4),
    ("push %ebp; mov %esp, %ebp; sub $12, %esp; leave; push %eax; ret", 4 + 4 + 12),
    # The three ways of GCC: the caller's stack pointer is kept in EDI, or in ECX and saved.
    ("push %edi; lea 8(%esp), %edi; and $-8, %esp; push -4(%edi); push %edi; call f; pop %edi;"
     "lea -8(%edi), %esp; pop %edi; push %eax; ret; f: ret", 4 + 4 + 8 + 4 + 4 + 4),
    ("lea 4(%esp), %ecx; and $-8, %esp; push -4(%ecx); push %ebp; mov %esp, %ebp; push %ecx;"
     "call f; mov -4(%ebp), %ecx; leave; lea -4(%ecx), %esp; ret; f: ret", 4 + 8 + 4 + 4 + 4 + 4),
    ("lea 4(%esp), %ecx; and $-8, %esp; push -4(%ecx); push %ebp; mov %esp, %ebp; push %ecx;"
     "call f; lea -4(%ebp), %esp; pop %ecx; pop %ebp; lea -4(%ecx), %esp; ret; f: ret",
     4 + 8 + 4 + 4 + 4 + 4),
    ("mov %esp, %ebx; and $-8, %esp; xor %ebx, %eax; mov %ebx, %esp; ret", 4 + 8),
    ("jmp g; f: push %eax; push %eax; call leave; g: jz f; ret; leave: ljmp $0x20, $0x1200",
     4 + 8 + 4),
    ("call f; ret; f: push %eax; call f; pop %eax; ret", 4 + 5 * 8),
    ("call f; 1: push %eax; jmp 1b; f: push %ecx; ret", 4 + 4 + 4),
], ids=["nothing", "pushes", "frame", "called", "aligned", "leave", "edi", "ecx-loaded",
        "ecx-popped", "ebx", "noreturn", "recursion", "ret-to"])
def test_the_stages_depth(stage, depth, tmp_path):
    done = stack(linked(tmp_path, stage), config=config(tmp_path, "recursion f 5\n"))
    assert depths(done) == [depth, 100 + 2]


@pytest.mark.parametrize("stub, depth", [
    ("pushal; call f; popal; lretw; f: pushw %ax; int $0x15; popw %ax; ret",
     2 + 32 + 2 + 2 + 6 + 1000),
    ("pushw $1; pushl $1; pushl %eax; push %fs; lcallw *0x1234; addw $12, %sp; lretw",
     2 + 12 + 6 + 1000),
    # A far call by hand of what comes back with lret: the code segment is gone from the stack.
    ("pushw %cs; call f; pushal; popal; lretw; f: ljmpl $0x8, $pvh_main", 2 + 32),
], ids=["int", "far-call", "stage"])
def test_the_stubs_depth(stub, depth, tmp_path):
    assert depths(stack(linked(tmp_path, stub=stub), config=config(tmp_path))) == [4, 100 + depth]


@pytest.mark.parametrize("what, sentence", [
    ({"stage": "call f; ret; f: call f; ret"}, "f calls itself"),
    ({"stage": "call f; ret; f: call g; ret; g: call f; ret"}, "f calls itself by way of g"),
    ({"stage": "sub %eax, %esp; ret"}, "pvh_main: `sub %eax,%esp` makes a frame of unknown size"),
    ({"stage": "lea -4(%ebp), %esp; ret"},
     "pvh_main: `lea -0x4(%ebp),%esp` makes a frame of unknown size"),
    ({"stage": "mov %esp, %ecx; and $-8, %esp; call f; mov %ecx, %esp; ret; f: ret"},
     "pvh_main: `mov %ecx,%esp` makes a frame of unknown size"),
    ({"stage": "mov %esp, %edi; and $-8, %esp; movsb; mov %edi, %esp; ret"},
     "pvh_main: `mov %edi,%esp` makes a frame of unknown size"),
    ({"stage": "mov %esp, %ebx; and $-8, %esp; jz 1f; xchg %ebx, %eax; 1: mov %ebx, %esp; ret"},
     "pvh_main: `mov %ebx,%esp` makes a frame of unknown size"),
    ({"stage": "call *%eax; ret"}, "pvh_main calls through a pointer"),
    ({"stage": "jmp *%eax"}, "pvh_main jumps through a pointer"),
    ({"stage": "1: push %eax; jmp 1b"}, "pvh_main pushes in a loop"),
    ({"stage": "int $0x10; ret"}, "pvh_main calls the BIOS from protected mode"),
    ({"stage": "pop %eax; ret"}, "pvh_main takes more off the stack than it puts there"),
    ({"stage": "nop"}, "pvh_main runs into what is no instruction"),
    ({"stage": "sub $0x600, %esp; ret"}, "the stage's stack: 1540 of 1536 bytes\n  pvh_main\n"
     "raise STAGE_STACK_MIN, or call less deep"),
    ({"stub": "sub $0x1000, %sp; lretw"}, "SeaBIOS's stack: 4198 of 3200 bytes\n  rom_init\n"
     "lower STAGE_STACK, or push less"),
], ids=["recursion", "mutual", "frame", "frame-pointer", "lost-in-call", "lost-in-string",
        "lost-on-a-path", "call", "jump", "loop", "bios", "pop",
        "end", "stage", "stub"])
def test_no_bound(what, sentence, tmp_path):
    done = stack(linked(tmp_path, **what), config=config(tmp_path))
    assert (done.returncode, done.stderr) == (1, "stack: %s\n" % sentence)


def test_the_roms_own():
    done = stack(BUILD / "pvh.elf")
    assert done.stdout == (BUILD / "stack.txt").read_text()
    stage, bios = depths(done)
    assert 0 < stage < 0x600 and 0 < bios < 0x1000


def test_a_rom_without_a_bound_is_not_built(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    bounds = tree / "analysis/stack.cfg"
    bounds.write_text(bounds.read_text().replace("recursion put_number", "#"))
    done = make(tree, "BUILD=out", "CC=gcc", "out/stack.txt")
    assert done.returncode != 0 and "stack: put_number calls itself\n" in done.stdout
