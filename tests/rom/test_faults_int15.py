# SPDX-License-Identifier: GPL-2.0-or-later
"""INT 15h E820 as no BIOS should answer it; test_e820.py has what a BIOS may."""
from typing import NamedTuple

from harness import boot, roms
import pytest
from harness.refusals import check_refused, needed_mib, sentence
from harness.roms import PLAIN

GOOD, CARRY, NO_SMAP, DIRECTION = 0, 1, 2, 4     # tests/roms/e820.S


class Answer(NamedTuple):
    """EBX counts by itself, and is 0 with the last."""
    base: int
    size: int
    type: int
    attributes: int = 1         # ACPI 3.0: bit 0 clear says that the entry is to be ignored
    odd: int = GOOD


LOW, EBDA, BIOS, HIGH, TOP = (Answer(*entry) for entry in PLAIN)
ALL = [LOW, EBDA, BIOS, HIGH, TOP]


@pytest.fixture
def extra(tmp_path):
    """QEMU's options for a list of answers."""
    def options(answers):
        cookies = [*range(1, len(answers)), 0]
        rows = [(*answer[:4], cookie, answer.odd, 24) for answer, cookie in zip(answers, cookies)]
        return roms.option(tmp_path, roms.AFTER_OURS, roms.odd_e820(rows))
    return options


def check(kernel, options, expected):
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 5000, append="a", extra=options)
    assert [(e.address, e.size, e.type) for e in r.memmap] == [entry[:3] for entry in expected]
    assert kernel.violations(r, initrd=True) == []


@pytest.mark.parametrize("odd", [CARRY, NO_SMAP], ids=["carry", "no-smap"])
@pytest.mark.parametrize("place", range(1, 5))
def test_stops_in_the_middle(odd, place, kernel, disk, extra):
    """What came before counts, and so a map may lack the RAM that the kernel needs."""
    order = [LOW, HIGH, EBDA, BIOS, TOP]
    answers = [*order[:place], order[place]._replace(odd=odd), *order[place + 1:]]
    if place > 1:
        check(kernel, extra(answers), sorted(order[:place]))
        return
    start, last = kernel.loads[0].start, kernel.loads[-1].end - 1
    why = sentence("NO_MEMORY", start, last, needed_mib(last))
    check_refused(why, boot.PC, disk, kernel=kernel.elf, extra=extra(answers))


@pytest.mark.parametrize("odd", [CARRY, NO_SMAP], ids=["carry", "no-smap"])
def test_stops_at_once(odd, kernel, disk, extra):
    answers = [LOW._replace(odd=odd), *ALL[1:]]
    check_refused(sentence("NO_MEMORY_MAP"), boot.PC, disk, kernel=kernel.elf, extra=extra(answers))


@pytest.mark.parametrize("attributes", [0, 1, 0xffffffff])
def test_24_bytes_where_20_are_asked_for(attributes, kernel, extra):
    """They are no part of the entry, nor of the next, nor of what the guest gets."""
    answers = [entry._replace(attributes=attributes) for entry in ALL]
    check(kernel, extra(answers), ALL)


def test_24_bytes_each_up_to_the_limit(kernel, disk, extra):
    """One more than there may be: its 24 bytes are the last that can lie below the stage."""
    answers = [Answer((8 + i) << 32, 1 << 32, 2 + i % 2, 0xffffffff) for i in range(124)] + ALL
    check_refused(sentence("TOO_MANY_MAP_ENTRIES"), boot.PC, disk, kernel=kernel.elf,
                  extra=extra(answers))


@pytest.mark.parametrize("where", [0, 4], ids=["first", "last"])
def test_leaves_the_direction_flag_set(where, kernel, extra):
    answers = list(ALL)
    answers[where] = answers[where]._replace(odd=DIRECTION)
    check(kernel, extra(answers), ALL)
