# SPDX-License-Identifier: GPL-2.0-or-later
"""A boot that happened against the one that was foretold: what differs, in words."""
import zlib
from dataclasses import replace
from typing import List

from harness import abi, early
from harness.qemu import Qemu
from harness.report import RAM, Report

from tests.hostile import look, oracle
from tests.hostile.memory_oracle import MIB
from tests.hostile.notices import notices
from tests.hostile.outcome import Boots
from tests.hostile.setting import Setting

EARLY_LOSS = MIB                # of RAM that an early boot may not be told of


def as_it_was(setting: Setting, vm: Qemu, r: Report, foretold: Boots) -> Boots:
    """What was foretold, for an early boot with the map that it had."""
    if early.is_at_int19(vm.log):
        return foretold
    given = replace(setting.given, early=True, map=r.memmap)
    outcome = oracle.foretell(given)
    return outcome if isinstance(outcome, Boots) else vm.fail("booted early what does not fit")


def _map(setting: Setting, r: Report, is_early: bool) -> List[str]:
    if not is_early:
        return [] if r.memmap == setting.map else ["map %s, not %s" % (r.memmap, setting.map)]
    had, has = (sum(e.size for e in a_map if e.type == RAM) for a_map in (setting.map, r.memmap))
    inside = all(abi.in_ram(setting.map, abi.Range("", e.address, e.end))
                 for e in r.memmap if e.type == RAM)
    return [] if inside and had - has <= EARLY_LOSS else ["map %s" % r.memmap]


def _fits_with_less(setting: Setting) -> bool:
    top = max((e for e in setting.map if e.type == RAM and e.end <= 1 << 32), key=lambda e: e.end)
    less = [e._replace(size=e.size - EARLY_LOSS) if e == top else e for e in setting.map]
    return isinstance(oracle.foretell(replace(setting.given, map=less, early=True)), Boots)


def _early(setting: Setting, is_early: bool) -> List[str]:
    """Whoever is to be early may do without, if it does not fit in what is RAM by then."""
    wanted = setting.recipe.wants_early()
    if wanted in (None, is_early) or wanted and not _fits_with_less(setting):
        return []
    return ["early: %s" % is_early]


def _without_excused(setting: Setting, clauses: List[str], foretold: Boots) -> List[str]:
    """Where low memory is full, or in pieces, tables may be above what counts as its end."""
    if foretold.tables_high or setting.recipe.map is not None:
        return [clause for clause in clauses if not clause.endswith("is below the EBDA")]
    return clauses


def said(vm: Qemu, expected: List[str]) -> List[str]:
    """On the debug port and, as it prints there too, on COM1."""
    seen, com1 = early.said(vm.log), vm.text("com1")
    if seen == expected and com1 == "".join(line + "\r\n" for line in expected):
        return []
    return ["said %s and on COM1 %r, not %s" % (seen, com1, expected)]


def _handed_over(setting: Setting, vm: Qemu, r: Report, foretold: Boots) -> List[str]:
    """All but the kernel and the modules' bytes."""
    is_early = not early.is_at_int19(vm.log)
    problems = _map(setting, r, is_early) + _early(setting, is_early)
    problems += said(vm, notices(setting.given.files, is_early))
    if r.cmdline != foretold.cmdline:
        problems.append("command line %.99r, not %.99r" % (r.cmdline, foretold.cmdline))
    seen = [(m.entry.address, m.entry.size, m.cmdline) for m in r.modules]
    wanted = [(m.address, m.size, m.cmdline) for m in foretold.modules]
    return problems + (["modules %.999s, not %.999s" % (seen, wanted)] if seen != wanted else [])


def reported(setting: Setting, vm: Qemu, r: Report, foretold: Boots) -> List[str]:
    """By the guest itself, which was loaded whole."""
    clauses = setting.good.violations(r, bool(foretold.modules), foretold.moved,
                                      setting.machine.acpi)
    problems = _without_excused(setting, clauses, foretold)
    if [m.crc for m in r.modules] != [zlib.crc32(m.data) for m in foretold.modules]:
        problems.append("a module's bytes are wrong")
    return problems + _handed_over(setting, vm, r, foretold)


def _segments(setting: Setting, vm: Qemu, moved: int) -> List[str]:
    return ["segment %d is not as in the file" % l.index for l in setting.file_loads() or []
            if not setting.is_damaged_by_firmware(l) and vm.memory(l.start + moved, l.size)
            != setting.elf[l.offset:][:l.filled].ljust(l.size, b"\0")]


def looked_at(setting: Setting, vm: Qemu, r: Report, foretold: Boots) -> List[str]:
    """In a machine that stands at the kernel's first instruction."""
    clauses = look.violations(vm, r, setting.ranges(foretold.moved), setting.machine.acpi)
    problems = _without_excused(setting, clauses, foretold)
    if r.load != foretold.entry:
        problems.append("entered at %#x, not at %#x" % (r.load, foretold.entry))
    problems += _segments(setting, vm, foretold.moved)
    problems += ["module at %#x is not as its file" % m.address for m in foretold.modules
                 if m.size and vm.memory(m.address, m.size) != m.data]
    return problems + _handed_over(setting, vm, r, foretold)
