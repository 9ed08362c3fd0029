# SPDX-License-Identifier: GPL-2.0-or-later
"""Every place that is chosen is in RAM on q35 and pc, and clear of firmware and initrd.

What is where, by QEMU's own rules (hw/i386/pc_q35.c, pc_piix.c, x86.c), not by those of the tools.
"""
import random

import pytest
from harness import kaslr, processes
from harness.elf import get_field
from harness.kaslr import MIB
from harness.toolrun import FAST_TOOLS

GIB = 1 << 30
MEMORIES = [24, 32, 48, 64, 80, 128, 200, 256, 512, 768, 1024, 1100, 2048, 2815, 2816, 3072, 3583,
            3584, 4096, 6144]
INITRDS = [0, 1, 5000, 20 * MIB, 100 * MIB + 1, 400 * MIB]
SEABIOS = 16 * MIB      # its block at the top of RAM until it boots
ACPI = 0x28000          # what QEMU keeps at the top for ACPI tables, above an initrd


def low_ram(memory: int) -> "set[int]":
    """Where the RAM below 4 GiB ends: on q35 and on pc."""
    q35 = memory if memory < 0xb0000000 else 2 * GIB
    return {q35, memory if memory < 0xe0000000 else 3 * GIB}


def initrds(top: int, size: int):
    """By QEMU; and by the ROM when it is early, which has SeaBIOS's block above it."""
    for end in (top - ACPI - 1, top - SEABIOS):
        yield end - size & ~4095, size


def check(place: int, memory: int, initrd: int, limit: int) -> None:
    end = place + kaslr.INIT_SIZE
    assert place % kaslr.ALIGNMENT == 0 and kaslr.START <= place and end <= limit
    for top in low_ram(memory):
        assert end <= top - SEABIOS
        for start, size in initrds(top, initrd):
            assert not size or end <= start or start + size <= place


def place_of(tmp_path, image, memory: int, seed: int) -> int:
    out = tmp_path / "out"
    processes.run([FAST_TOOLS / "pvh-extract", image, "-o", out, f"--kaslr={seed}",
                   "-m", str(memory), "-i", tmp_path / "initrd"], check=True, capture_output=True)
    return get_field(out.read_bytes(), "e_entry")


@pytest.mark.parametrize("bits, limit", [(64, GIB), (32, GIB // 2)])
@pytest.mark.parametrize("initrd", INITRDS)
def test_never_where_something_else_is(tmp_path, bits, limit, initrd):
    """Or at the kernel's own place, where it would be without KASLR."""
    source, numbers = random.Random(initrd), set()
    image = tmp_path / "vmlinuz"
    image.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux(bits)))
    with open(tmp_path / "initrd", "wb") as file:
        file.truncate(initrd)
    for memory in MEMORIES:
        for seed in (source.getrandbits(64), source.getrandbits(64)):
            place = place_of(tmp_path, image, memory, seed)
            if place != kaslr.START:
                check(place, memory * MIB, initrd, limit)
            numbers.add(place)
    assert len(numbers) > 5
