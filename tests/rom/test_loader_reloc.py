# SPDX-License-Identifier: GPL-2.0-or-later
"""XEN_ELFNOTE_PHYS32_RELOC: kernels linked where there is no RAM go to the lowest place allowed.
All that the note may say, to the byte, is in tests/unit/test_plan_relocation.c and test_kernel.c.
"""
from harness import boot, shapes
import pytest
from harness.elf import ET_DYN
from harness.refusals import check_refused, sentence

MIB = 1 << 20
NOWHERE = 3 << 30           # no RAM there with 128M
LAST = 0xffffffff


def check_moves(machine, k, moved):
    r = boot.boot(machine, kernel=k.elf, initrd=b"i" * 5000, append="a", route="fwcfg")
    assert k.violations(r, initrd=True, moved=moved, acpi=machine.acpi) == []


def test_moves(machine):
    """As Debian's 6.12 has it."""
    check_moves(machine, shapes.movable(NOWHERE, 2 * MIB, 16 * MIB, 0x3fffffff),
                16 * MIB - NOWHERE)


@pytest.mark.parametrize("values,p_align,at", [
    ((0x1000, 0xa0000, LAST), 0x1000, MIB),         # the lowest RAM after the hole
    ((0x1000, 5 * MIB + 1), 0x1000, 5 * MIB + 0x1000),  # no highest address: all below 4 GiB
    ((64 * MIB,), 0x1000, 64 * MIB),                # no lowest one: 0
    ((), 64 * MIB, 64 * MIB),                       # no alignment: a PT_LOAD's
], ids=["above-the-hole", "no-last", "no-first", "no-alignment"])
def test_values_left_out(values, p_align, at):
    check_moves(boot.PC, shapes.movable(NOWHERE, *values, p_align=p_align), at - NOWHERE)


def test_stays_where_it_is_linked_if_that_is_free():
    check_moves(boot.PC, shapes.movable(24 * MIB, 2 * MIB, 0, LAST), 0)


@pytest.mark.parametrize("bits", [32, 64])
def test_shared_object(bits):
    """ET_DYN, linked at 0, is right with the note."""
    check_moves(boot.PC, shapes.movable(0, 2 * MIB, 2 * MIB, LAST, type=ET_DYN, bits=bits), 2 * MIB)


def test_no_place_meets_the_limits(disk):
    k = shapes.movable(NOWHERE, 2 * MIB, 200 * MIB, LAST)
    size = k.loads[-1].end - k.loads[0].start
    check_refused(sentence("NO_KERNEL_ROOM", size, 2 * MIB, 200 * MIB, LAST), boot.PC, disk,
                  kernel=k.elf, route="fwcfg")


def test_alignment_that_makes_no_sense(disk):
    check_refused(sentence("BAD_RELOC_NOTE", 3), boot.PC, disk, route="fwcfg",
                  kernel=shapes.movable(NOWHERE, 3, 0, LAST).elf)
