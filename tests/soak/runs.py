# SPDX-License-Identifier: GPL-2.0-or-later
"""What is repeated: a boot, or the warm resets of one machine. Nothing may be lost or differ."""
import functools
from dataclasses import dataclass
from typing import Dict, List

from harness import abi, boot, cpustate, early, seabios, shapes
from harness.qemu import REPORT_END, Qemu
from harness.report import Report

INITRD, APPEND = b"initrd" * 1000, "console=ttyS0 soak"
INT19 = (early.Way("kernel", "kernel"), early.Way("fwcfg", "fwcfg"))
# Early boots take turns at the ways to ask for them.
ROUTES = {"kernel": INT19[:1], "fwcfg": INT19[1:], "early": early.WAYS}
# What SeaBIOS says once in each boot: when it boots, or when the ROM asks it early.
ONCE_A_BOOT, ONCE_AN_EARLY_BOOT = "\ne820 map has ", "\npmm call arg1=0\n"


@dataclass(frozen=True)
class Subject:
    """A machine and a way to hand it the kernel."""
    route: str
    machine: boot.Machine
    way: early.Way
    rom: boot.Content = boot.ROM

    def __str__(self) -> str:
        return "%s-%s" % (self.machine, self.way)

    @property
    def what(self) -> Dict:
        return {"machine": self.machine, "kernel": _kernel().elf, "initrd": INITRD,
                "append": APPEND, "rom": self.rom, **self.way.what}

    def violations(self, r: Report) -> List[str]:
        return _kernel().violations(r, initrd=True, acpi=self.machine.acpi)

    def missed(self, log: str) -> List[str]:
        """It is to be early, or not; a SeaBIOS that writes no log does not say."""
        if not seabios.writes(log):
            return []
        is_early = not early.is_at_int19(log)
        return [] if is_early == (self.route == "early") else ["early: %s" % is_early]


@functools.lru_cache(maxsize=None)
def _kernel():
    return shapes.debian_amd64()


def subjects(route: str, rom: boot.Content = boot.ROM) -> List[Subject]:
    """Every machine with every way of a route."""
    return [Subject(route, machine, way, rom)
            for way in ROUTES[route] for machine in boot.MACHINES]


def in_turn(route: str, count: int, rom: boot.Content = boot.ROM) -> List[Subject]:
    """That many, all kinds of a route in turn."""
    of = subjects(route, rom)
    return [of[number % len(of)] for number in range(count)]


def for_resets(route: str, rom: boot.Content = boot.ROM) -> List[Subject]:
    """Every machine once, the ways in turn."""
    ways = ROUTES[route]
    return [Subject(route, machine, ways[number % len(ways)], rom)
            for number, machine in enumerate(boot.MACHINES)]


class Boots:
    """Boots one after the other, each compared with the first of its kind."""

    def __init__(self) -> None:
        self._first: Dict[str, str] = {}

    def run(self, subject: Subject) -> List[str]:
        """What is wrong."""
        try:
            r = boot.boot(**subject.what)
        except AssertionError as failure:
            return [str(failure)]
        first = self._first.setdefault(str(subject), r.text)
        found = subject.violations(r) + subject.missed(r.log)
        return found + (["differs from the first: " + r.text] if r.text != first else [])


def _last_report(vm: Qemu) -> str:
    end = REPORT_END.decode()
    return vm.text("report").split(end)[-2]


def _reset_once(vm: Qemu, number: int, first: str) -> List[str]:
    vm.reset()
    vm.wait_text("report", REPORT_END.decode(), number + 1)
    last = _last_report(vm)
    return [] if last == first else ["reset %d differs from the first boot: %s" % (number, last)]


def _counts(subject: Subject, vm: Qemu, boots: int) -> List[str]:
    """As many boots as reports: none was lost and begun again."""
    token = ONCE_AN_EARLY_BOOT if subject.route == "early" else ONCE_A_BOOT
    counts = {"reports": len(vm.reports())}
    if seabios.writes(vm.log):
        counts["boots"] = vm.log.count(token)
    return ["%d %s, not %d" % (count, what, boots) for what, count in counts.items()
            if count != boots]


def resets(subject: Subject, count: int) -> List[str]:
    """Boots once, and resets that often in the same process. What is wrong."""
    found: List[str] = []
    try:
        with boot.start(**subject.what, deadline_s=boot.DEADLINE_S + count) as vm:
            found += subject.violations(vm.wait_report(1))
            first = _last_report(vm)
            for number in range(1, count + 1):
                found += _reset_once(vm, number, first)
            vm.wait_report(count + 1)
            found += abi.hidden_state(cpustate.read(vm)) + subject.missed(vm.log)
            found += _counts(subject, vm, count + 1)
    except AssertionError as failure:
        found.append(str(failure))
    return found
