# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-extract --kaslr: what it writes, byte by byte."""
import pytest
from harness import kaslr
from harness.kaslr import MIB
from harness.toolrun import Tool

WARNING = "pvh-extract: --kaslr=%s: the number determines the place: for tests only\n"


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def extract(tool, image, *words):
    tool.kernel.write_bytes(image)
    out = tool.path / "out"
    result = tool.call("pvh-extract", tool.kernel, "-o", out, *words)
    return result, out.read_bytes() if out.exists() else None


@pytest.mark.parametrize("bits", [64, 32])
@pytest.mark.parametrize("packed", [[], ["--packed"]], ids=["as it is", "packed"])
def test_extract_moves_every_address(tool, bits, packed):
    elf, relocs = kaslr.vmlinux(bits)
    image = kaslr.vmlinuz(elf, relocs)
    (status, _, _), plain = extract(tool, image, *packed)
    assert status == 0
    plain = plain if packed else plain[:len(elf)]
    for seed in (0, 3, kaslr.choices(128 * MIB) - 1, kaslr.choices(128 * MIB), 0xffffffffffffffff):
        result, out = extract(tool, image, *packed, f"--kaslr={seed}", "-m", "128M")
        assert result == (0, "", WARNING % seed)
        distance = seed % kaslr.choices(128 * MIB) * kaslr.ALIGNMENT
        assert out == kaslr.moved(plain, relocs, distance)


def test_packing_keeps_zeros_that_are_moved(tool):
    """One of the values is a zero, with half a MiB of zeros around it."""
    elf, relocs = kaslr.vmlinux()
    _, packed = extract(tool, kaslr.vmlinuz(elf, relocs), "--packed", "--kaslr=1", "-m", "128M")
    place = kaslr.DATA + 0xc0ffc + kaslr.ALIGNMENT
    assert len(packed) < len(elf) - (kaslr.DATA_SIZE >> 1)
    assert any(start <= place and place + 8 <= end for start, end in kaslr.loaded(packed))


def test_a_place_of_its_own_each_time(tool):
    elf, relocs = kaslr.vmlinux()
    image, seen = kaslr.vmlinuz(elf, relocs), set()
    for _ in range(12):
        result, out = extract(tool, image, "--kaslr", "-m", "128M")
        assert result == (0, "", "")
        seen.add(out)
    assert seen <= kaslr.possible(elf, relocs, 128 * MIB) and len(seen) > 1


def test_room_for_the_initrd(tool):
    elf, relocs = kaslr.vmlinux()
    initrd = tool.path / "initrd"
    initrd.write_bytes(bytes(60 * MIB))
    _, out = extract(tool, kaslr.vmlinuz(elf, relocs), "-m", "128M", "-i", initrd, "--kaslr=13")
    which = 13 % kaslr.choices(128 * MIB, 60 * MIB)
    assert out == kaslr.moved(elf, relocs, which * kaslr.ALIGNMENT)


def test_one_place_is_said(tool):
    elf, relocs = kaslr.vmlinux()
    result, out = extract(tool, kaslr.vmlinuz(elf, relocs), "--kaslr", "-m", "32M")
    assert result == (
        0, "", f"pvh-extract: {tool.kernel}: not moved, -m 32M has no room for another place\n")
    assert out == elf


@pytest.mark.parametrize("words, said", [
    (["--kaslr", "-m", "much"], "-m much: not a memory size"),
    (["--kaslr=0x", "-m", "1G"], "{kernel}: it cannot be moved: 0x is not a 64-bit number"),
    (["--kaslr=-1", "-m", "1G"], "{kernel}: it cannot be moved: -1 is not a 64-bit number"),
    (["--kaslr=18446744073709551616", "-m", "1G"],
     "{kernel}: it cannot be moved: 18446744073709551616 is not a 64-bit number"),
    (["--kaslr", "-m", "1G", "-i", "/nonexistent"],
     "cannot read /nonexistent: No such file or directory"),
    (["--kaslr", "-m", "1G", "-i", "/dev/null"],
     "/dev/null: an initrd must be a regular file")])
def test_refused(tool, words, said):
    elf, relocs = kaslr.vmlinux()
    result, out = extract(tool, kaslr.vmlinuz(elf, relocs), *words)
    assert (result, out) == ((1, "", f"pvh-extract: {said.format(kernel=tool.kernel)}\n"), None)
