# SPDX-License-Identifier: GPL-2.0-or-later
"""The initrd: whole, in RAM, on a page boundary, clear of everything, whatever its size."""
import zlib

from harness import boot, shapes
import pytest
from harness.elfimage import Segment, entry_note, note_segment
from harness.kernels import filler, kernel as make_kernel

LARGE = 700 * 1024 + 13
CASES = [*((machine, LARGE) for machine in boot.MACHINES), *((boot.PC, size) for size in (
    1, 4095, 4096, 4097, 3 * 4096 + 4095)), (boot.MICROVM, 4095)]


@pytest.mark.parametrize("machine_,size", CASES, ids=str)
def test_bytes_arrive(machine_, size, kernel):
    initrd = filler(size)
    with boot.start(machine_, kernel=kernel.elf, initrd=initrd) as vm:
        r = vm.wait_report()
        module, = r.modules
        assert vm.memory(module.entry.address, size) == initrd
    assert module.entry.size == size
    assert module.crc == zlib.crc32(initrd)
    assert module.cmdline is None
    assert kernel.violations(r, initrd=True, acpi=machine_.acpi) == []


def test_bytes_arrive_by_fwcfg(machine, kernel):
    initrd = filler(LARGE)
    r = boot.boot(machine, kernel=kernel.elf, initrd=initrd, route="fwcfg")
    assert [(m.entry.size, m.crc) for m in r.modules] == [(LARGE, zlib.crc32(initrd))]
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


@pytest.mark.parametrize("memory,initrd_size", [("24M", 1 << 20), ("32M", 12 << 20)])
def test_qemus_place_meets_the_kernel(machine, memory, initrd_size):
    """QEMU puts the initrd at the top, unseeing: here the kernel reaches into that."""
    kernel_end = (int(memory[:-1]) - 1) << 20
    kernel = make_kernel([Segment(paddr=16 << 20, memsz=kernel_end - (16 << 20)),
                          note_segment(entry_note(16 << 20))])
    initrd = filler(initrd_size)
    r = boot.boot(machine, kernel=kernel.elf, initrd=initrd, memory=memory)
    assert [m.crc for m in r.modules] == [zlib.crc32(initrd)]
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


def test_largest_that_fits(machine):
    """All but the last MiB or so of a small machine."""
    kernel = shapes.plain(1 << 20)
    initrd = filler(29 << 20)
    r = boot.boot(machine, kernel=kernel.elf, initrd=initrd, memory="32M")
    assert [m.crc for m in r.modules] == [zlib.crc32(initrd)]
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []
