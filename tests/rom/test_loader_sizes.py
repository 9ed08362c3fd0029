# SPDX-License-Identifier: GPL-2.0-or-later
"""The smallest and the largest kernels and initrds, and segments below 1 MiB."""
import zlib

from harness import boot, shapes
import pytest
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.paths import built
from harness.kernels import filler, kernel as make_kernel
from harness.qemu import GOOD_EXIT

MIB = 1 << 20


@pytest.mark.parametrize("bits", [32, 64])
def test_kernel_of_less_than_1_kib(machine, route, bits):
    code = built("guests/tiny.bin").read_bytes()
    elf = Image([Segment(data=code, paddr=MIB), note_segment(entry_note(MIB, width=4))],
                bits=bits).build()
    assert len(elf) < 1024
    with boot.start(machine, kernel=elf, route=route, exit_device=True) as vm:
        vm.wait_exit(GOOD_EXIT)
        assert vm.text("report") == "tiny\n"


def large_kernel(size):
    return make_kernel([Segment(paddr=16 * MIB), Segment(data=filler(size), paddr=32 * MIB),
                        note_segment(entry_note(16 * MIB))])


def test_kernel_of_200_mib():
    kernel = large_kernel(200 * MIB)
    r = boot.boot(boot.Q35, kernel=kernel.elf, initrd=b"i" * 5000, route="fwcfg", memory="512M")
    assert kernel.violations(r, initrd=True) == []


def test_initrd_of_300_mib(kernel):
    initrd = filler(300 * MIB)
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=initrd, route="fwcfg", memory="512M")
    assert kernel.violations(r, initrd=True) == []
    assert [(m.entry.size, m.crc) for m in r.modules] == [(300 * MIB, zlib.crc32(initrd))]


def test_large_bss(machine):
    """100 MiB of it, dirty before."""
    kernel = make_kernel([Segment(paddr=16 * MIB), note_segment(entry_note(16 * MIB)),
                          Segment(data=b"d" * 5, paddr=20 * MIB, memsz=100 * MIB + 3)])
    extra = []
    for at in (20 * MIB + 5, 90 * MIB, 120 * MIB - 1):
        extra += ["-device", "loader,data=0xffffffffffffffff,data-len=8,addr=%#x" % at]
    r = boot.boot(machine, kernel=kernel.elf, route="fwcfg", memory="256M", extra=extra)
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []


@pytest.mark.parametrize("machine_,base", [*((machine, 0x7000) for machine in boot.MACHINES), *(
    (boot.PC, base) for base in (0x10000, 0x10800, 0x40000, 0x7f000))], ids=str)
def test_below_1_mib(machine_, base):
    """The tables keep clear of it, and so does everything that the ROM still runs on."""
    kernel = shapes.plain(base)
    r = boot.boot(machine_, kernel=kernel.elf, initrd=b"i" * 5000, append="a" * 9000,
                  route="fwcfg")
    assert kernel.violations(r, initrd=True, acpi=machine_.acpi) == []


def test_low_and_high_segments(machine):
    """Like a kernel with real-mode code of its own: pieces on both sides of the video memory."""
    kernel = make_kernel([Segment(data=filler(0x3000), paddr=0x8000, memsz=0x4000),
                          Segment(paddr=MIB), Segment(data=filler(0x800, 2), paddr=0x9f000),
                          note_segment(entry_note(MIB))], main=1)
    r = boot.boot(machine, kernel=kernel.elf, append="a b", route="fwcfg")
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []


def test_no_low_memory_left():
    """A kernel that fills it: everything else goes above 1 MiB."""
    kernel = make_kernel([Segment(data=filler(0x98c00), paddr=0x7000), Segment(paddr=16 * MIB),
                          note_segment(entry_note(16 * MIB))], main=1)
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 5000, append="a b" * 9000,
                  route="fwcfg")
    broken = kernel.violations(r, initrd=True)
    assert [clause for clause in broken if "below the EBDA" not in clause] == []
    assert len(broken) == 4         # start_info, memory map, module list, command line
