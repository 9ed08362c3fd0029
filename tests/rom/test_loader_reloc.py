# SPDX-License-Identifier: GPL-2.0-or-later
"""XEN_ELFNOTE_PHYS32_RELOC: kernels linked where there is no RAM go to the lowest place allowed."""
from harness import boot
import pytest
from harness import shapes
from harness.elf import ET_DYN
from harness.refusals import check_refused, sentence

MIB = 1 << 20
GIB = 1 << 30
NOWHERE = 3 * GIB           # no RAM there with 128M
LAST = 0xffffffff


def size(k) -> int:
    return k.loads[-1].end - k.loads[0].start


def check_moves(machine, values, at):
    k = shapes.movable(NOWHERE, *values)
    r = boot.boot(machine, kernel=k.elf, initrd=b"i" * 5000, append="a", route="fwcfg")
    assert k.violations(r, initrd=True, moved=at - NOWHERE, acpi=machine.acpi) == []


@pytest.mark.parametrize("values,at", [
    ((2 * MIB, 0, LAST), 2 * MIB),
    ((0x1000, 5 * MIB + 1, LAST), 5 * MIB + 0x1000),
    ((0x1000, 5 * MIB), 5 * MIB),                           # no highest address: all below 4 GiB
    ((64 * MIB,), 64 * MIB),                                # no lowest one: 0
    ((16 * MIB, 0x100000, LAST), 16 * MIB),
    ((0x1000, 0xa0000, LAST), MIB),                         # the lowest RAM after the hole
], ids=lambda v: "-".join(map(hex, v)) if isinstance(v, tuple) else "")
def test_moves(values, at):
    check_moves(boot.PC, values, at)


def test_moves_on_every_machine(machine):
    """As Debian's 6.12 has it."""
    check_moves(machine, (2 * MIB, 16 * MIB, 0x3fffffff), 16 * MIB)


@pytest.mark.parametrize("values", [(), (0, 0, LAST)], ids=["no-numbers", "zero"])
@pytest.mark.parametrize("p_align,at", [(64 * MIB, 64 * MIB), (0x8000, 0x8000), (0x800, 2 * MIB)])
def test_alignment_left_out(p_align, at, values):
    """It is the largest p_align of a PT_LOAD, or 2 MiB where that is less than a page."""
    k = shapes.movable(NOWHERE, *values, p_align=p_align)
    r = boot.boot(boot.PC, kernel=k.elf, append="a", route="fwcfg")
    assert k.violations(r, initrd=False, moved=at - NOWHERE) == []


def test_stays_where_it_is_linked_if_that_is_free():
    k = shapes.movable(24 * MIB, 2 * MIB, 0, LAST)
    r = boot.boot(boot.PC, kernel=k.elf, route="fwcfg")
    assert k.violations(r, initrd=False) == []


@pytest.mark.parametrize("bits", [32, 64])
def test_shared_object(bits):
    """ET_DYN, linked at 0, is right with the note."""
    k = shapes.movable(0, 2 * MIB, 2 * MIB, LAST, type=ET_DYN, bits=bits)
    r = boot.boot(boot.PC, kernel=k.elf, route="fwcfg")
    assert k.violations(r, initrd=False, moved=2 * MIB) == []


def test_tight_limits():
    """A range that it fills to the last byte."""
    last = 7 * MIB + size(shapes.movable(NOWHERE, 1)) - 1
    k = shapes.movable(NOWHERE, 0x1000, 7 * MIB, last)
    r = boot.boot(boot.PC, kernel=k.elf, route="fwcfg")
    assert k.violations(r, initrd=False, moved=7 * MIB - NOWHERE) == []


def test_one_byte_too_tight(disk):
    first = 7 * MIB
    last = first + size(shapes.movable(NOWHERE, 1)) - 2
    k = shapes.movable(NOWHERE, 0x1000, first, last)
    check_refused(sentence("KERNEL_NO_ROOM", size(k), 0x1000, first, last), boot.PC, disk,
                  kernel=k.elf, route="fwcfg")


@pytest.mark.parametrize("align,first,last", [
    (2 * MIB, 200 * MIB, LAST), (0x1000, 0xa0000, 0xfffff), (GIB, 4096, 0x7fffffff),
    (0x1000, 5 * MIB, 4 * MIB)])
def test_no_place_meets_the_limits(align, first, last, disk):
    k = shapes.movable(NOWHERE, align, first, last)
    check_refused(sentence("KERNEL_NO_ROOM", size(k), align, first, last), boot.PC, disk,
                  kernel=k.elf, route="fwcfg")


def test_alignment_that_makes_no_sense(disk):
    check_refused(sentence("RELOC_NOTE_BAD", 3), boot.PC, disk, route="fwcfg",
                  kernel=shapes.movable(NOWHERE, 3, 0, LAST).elf)
