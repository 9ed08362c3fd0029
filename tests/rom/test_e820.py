# SPDX-License-Identifier: GPL-2.0-or-later
"""Memory maps that no SeaBIOS gives, from an INT 15h handler of the test's own."""
from harness import boot, roms
import pytest
from harness.refusals import check_refused, sentence
from harness.report import ACPI, NVS, RAM, RESERVED
from harness.roms import BIOS, EBDA, HIGH, LOW, MIB, PLAIN, TOP


def cookies(entries, *values):
    return [(*entry, value) for entry, value in zip(entries, values)]


def strangers(count):
    """Far away, no two neighbours of one type."""
    return [((8 + i) << 32, 1 << 32, (RESERVED, NVS)[i % 2]) for i in range(count)]


def check(kernel, answers, expected, tmp_path):
    """Boots with these answers; expected: (base, size, type) of the guest's whole map."""
    extra = roms.option(tmp_path, roms.AFTER_OURS, roms.e820(answers))
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 5000, append="a", extra=extra)
    assert [(e.address, e.size, e.type) for e in r.memmap] == expected
    assert kernel.violations(r, initrd=True) == []


@pytest.mark.parametrize("answers", [
    cookies(PLAIN, 1, 2, 3, 4, 0),
    cookies(PLAIN, 0xdeadbeef, 0x80000000, 20, 0xffff, 0),
    cookies(PLAIN, 4, 3, 2, 1, 99),
], ids=["counted", "opaque", "ended-by-carry"])
def test_ebx_is_the_firmwares_own(answers, kernel, tmp_path):
    check(kernel, answers, PLAIN, tmp_path)


def test_list_without_an_end(kernel, disk, tmp_path):
    answers = cookies(PLAIN, 1, 2, 3, 4, 1)
    check_refused(sentence("TOO_MANY_MAP_ENTRIES"), boot.PC, disk, kernel=kernel.elf,
                  extra=roms.option(tmp_path, roms.AFTER_OURS, roms.e820(answers)))


@pytest.mark.parametrize("given,expected", [
    ([TOP, HIGH, LOW, BIOS, (5 * MIB, 0, RESERVED), HIGH, EBDA], PLAIN),
    ([LOW, EBDA, BIOS, HIGH, (100 * MIB, MIB, ACPI), (100 * MIB + 4096, 4096, NVS)],
     [LOW, EBDA, BIOS, (MIB, 99 * MIB, RAM), (100 * MIB, 4096, ACPI), (100 * MIB + 4096, 4096, NVS),
      (100 * MIB + 8192, MIB - 8192, ACPI), (101 * MIB, 27 * MIB, RAM)]),
    ([*PLAIN, *strangers(122)], [*PLAIN, *strangers(122)]),
], ids=["unsorted", "nested", "127-entries"])
def test_any_list_makes_a_map(given, expected, kernel, tmp_path):
    """What becomes of each is shown by tests/unit/test_memmap.c and the fuzzer's seeds."""
    check(kernel, roms.e820_answers(given), expected, tmp_path)
