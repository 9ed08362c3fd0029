# SPDX-License-Identifier: GPL-2.0-or-later
"""The build: the same bytes anywhere, and mistakes that do not get through."""
import os
import re
import sys

from harness import processes
import pytest

from harness.paths import BUILD, REPOSITORY
from harness.sourcetree import copy_tree, image, make


@pytest.fixture
def tree(tmp_path):
    return copy_tree(tmp_path / "a tree elsewhere")


@pytest.mark.parametrize("debugging", [" -g ", " -g0 "])
def test_the_same_bytes_elsewhere_and_without_debugging_information(tree, debugging):
    if "PVH_ROM" in os.environ or "CC" in os.environ:
        pytest.skip("the ROM under test is another one")
    makefile = tree / "optionrom/build.mk"
    text = makefile.read_text()
    assert " -g " in text
    makefile.write_text(text.replace(" -g ", debugging))
    os.utime(tree / "optionrom/plan/plan.c", (1, 1))
    assert image(tree, "-j4") == (BUILD / "pvh.bin").read_bytes()


@pytest.mark.parametrize("old,new,sentence", [
    ("STAGE_STACK 0x6380", "STAGE_STACK 0x5000", "stage and .bss run into the stage's stack"),
    ("ROM_LIVE_END 0x7000", "ROM_LIVE_END 0x6400", "leaves SeaBIOS's too little room"),
    ("RAW_E820_MAX 128", "RAW_E820_MAX 140", "the raw memory map runs into the stage"),
])
def test_layout_mistakes_are_link_errors(tree, old, new, sentence):
    layout = tree / "optionrom/layout.h"
    text = layout.read_text()
    assert old in text
    layout.write_text(text.replace(old, new))
    result = make(tree, "BUILD=out", "out/pvh.bin")
    assert result.returncode != 0 and sentence in result.stdout
    assert not (tree / "out/pvh.bin").exists()


def mkrom(*arguments: str) -> processes.CompletedProcess:
    return processes.run([sys.executable, str(REPOSITORY / "optionrom/mkrom.py"), *arguments],
                         text=True, capture_output=True)


def damaged(rom: bytes, offset: int, value: int, fix_sum: bool = True) -> bytes:
    rom = bytearray(rom)
    if fix_sum:
        rom[0x17] = rom[0x17] + rom[offset] - value & 0xff
    rom[offset] = value
    return bytes(rom)


@pytest.mark.parametrize("break_it,sentence", [
    (lambda rom: damaged(rom, 0, 0), "it does not begin with 55 aa"),
    (lambda rom: rom[:-512], r"its size byte says \d+ bytes, but it has \d+"),
    (lambda rom: damaged(rom, 3, 0x90), "there is no jump at its init entry, offset 3"),
    (lambda rom: damaged(rom, 0x20, 0), "there is no \\$PnP header at 0x20"),
    (lambda rom: damaged(damaged(rom, 0x3a, 0), 0x3b, 0),
     "its boot entry vector 0x0 points nowhere"),
    (lambda rom: damaged(rom, 0x34, 1), "the sum of its \\$PnP header is not 0"),
    (lambda rom: damaged(rom, 0x400, rom[0x400] ^ 1, fix_sum=False),
     "the sum of its bytes is not 0"),
], ids=["signature", "length", "jump", "pnp", "bev", "pnp-sum", "sum"])
def test_a_broken_image_is_refused(break_it, sentence, tmp_path):
    rom = (BUILD / "pvh.bin").read_bytes()
    path = tmp_path / "broken.bin"
    path.write_bytes(break_it(rom))
    result = mkrom("--check", str(path))
    assert result.returncode == 1
    assert re.fullmatch(f"mkrom: {re.escape(str(path))}: {sentence}\n", result.stderr)
