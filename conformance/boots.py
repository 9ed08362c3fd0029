# SPDX-License-Identifier: GPL-2.0-or-later
"""What is booted: each loader on each machine type that it serves, with and without modules."""
import os
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, List, Optional, Tuple

from harness import boot as harness_boot, processes
from harness.command import (MACHINES, MICROVM, OURS_AMONG_VGA_ROMS, PC, Q35, X86_64, Machine,
                             qboot_options)
from harness.paths import BUILD, ROM, THEIR_ROM

from . import tap

GUESTS = {64: BUILD / "pvh-conformance.elf", 32: BUILD / "pvh-conformance32.elf"}
QEMU = os.environ.get("QEMU", X86_64)
QBOOT = Path("/usr/share/qemu/qboot.rom")

GOOD_EXIT, BAD_EXIT = 33, 35            # guest/main.c
DEADLINE_S = 60

_SEABIOS = {machine.name: machine for machine in MACHINES}
_QBOOT = {machine.name: replace(machine, options=qboot_options(machine.name))
          for machine in (PC, Q35, MICROVM)}
REPORT = ("-chardev", "stdio,id=report", "-device", "isa-debugcon,chardev=report")


def _sum(data: bytes) -> str:
    return "%d:%08x" % (len(data), zlib.crc32(data))


@dataclass(frozen=True)
class Case:
    """Modules with their strings, and a command line; the guest is told what to expect."""
    name: str
    modules: Tuple[Tuple[bytes, Optional[bytes]], ...] = ()
    text: bytes = b"console=ttyS0 quiet"
    dirty: bool = False     # the guest soils all RAM and resets before it reports

    def __str__(self) -> str:
        return self.name

    @property
    def cmdline(self) -> str:
        words = ["dirty=1"] if self.dirty else []
        words.append("modules=%d" % len(self.modules))
        for i, (data, string) in enumerate(self.modules):
            crc = "" if string is None else ":%08x" % zlib.crc32(string)
            words.append("module%d=%s%s" % (i, _sum(data), crc))
        return " ".join([*words, "rest=" + _sum(self.text), self.text.decode("latin-1")])

    @property
    def told(self) -> FrozenSet[str]:
        """Clauses that may not be skipped."""
        always = frozenset({"MOD_COUNT", "CMDLINE_TOLD"})
        return always | {"MOD_CONTENT", "MOD_STRINGS"} if self.modules else always


# 4095 modulo 4096: the size at which what follows in memory is met first.
_INITRD = bytes(i * 7 & 0xff for i in range(17 * 4096 - 1))
BARE = Case("bare")
WITH_INITRD = Case("initrd", ((_INITRD, None),))
LONG = Case("long", text=b"0123456789abcde " * 312)
MODULES = Case("modules", ((_INITRD, b"first"), (_INITRD[:5000], None),
                           (_INITRD[9:], b"third, of 3")))
DIRTY = Case("dirty", dirty=True)
QEMUS_CASES = (BARE, WITH_INITRD, LONG, DIRTY)


@dataclass(frozen=True)
class Boot:
    loader: str         # key of LOADERS
    machine: str
    bits: int
    case: Case

    def __str__(self) -> str:
        return "%s ELF%d %s" % (self.machine, self.bits, self.case)

    def command(self, directory: Path) -> List[str]:
        extra = REPORT if self.case.dirty else ("-no-reboot", *REPORT)
        loader = LOADERS[self.loader]
        return harness_boot.Boot(loader.machines[self.machine], GUESTS[self.bits],
                                 append=self.case.cmdline, exit_device=True, extra=extra,
                                 binary=QEMU, **loader.what_to_boot(self)).command(directory)


def _modules(boot: Boot) -> Dict[str, Any]:
    return {"initrd": boot.case.modules[0][0]} if boot.case.modules else {}


def by_qemu(boot: Boot) -> Dict[str, Any]:
    return {"rom": THEIR_ROM, **_modules(boot)}


def by_our_rom(boot: Boot) -> Dict[str, Any]:
    return _modules(boot)


def early(boot: Boot) -> Dict[str, Any]:
    return {"items": [(OURS_AMONG_VGA_ROMS, ROM)], **_modules(boot)}


def by_files(boot: Boot) -> Dict[str, Any]:
    items: List[Tuple[str, bytes]] = []
    for i, (data, string) in enumerate(boot.case.modules):
        name = "opt/pvh/module%d" % i if i else "opt/pvh/initrd"
        items += [(name, data)] if i else []
        items += [] if string is None else [(name + ".cmdline", string)]
    return {"route": "fwcfg", "items": items, **_modules(boot)}


@dataclass(frozen=True)
class Loader:
    column: str
    what: str
    machines: Dict[str, Machine]
    what_to_boot: Callable[[Boot], Dict[str, Any]]      # arguments of the harness's Boot
    cases: Tuple[Case, ...]
    ours: bool = False
    file: Path = ROM            # without it there is nothing to boot

    def __hash__(self) -> int:
        return hash(self.column)


LOADERS = {loader.column: loader for loader in (
    Loader("-kernel", "this ROM in place of QEMU's, at INT 19h", _SEABIOS, by_our_rom, QEMUS_CASES,
           True),
    Loader("opt/pvh", "this ROM loads the kernel itself, at INT 19h", _SEABIOS, by_files,
           (*QEMUS_CASES, MODULES), True),
    Loader("early", "this ROM before SeaBIOS looks for devices", _SEABIOS, early, QEMUS_CASES,
           True),
    Loader("QEMU", "the pvh.bin that comes with QEMU, with SeaBIOS", _SEABIOS, by_qemu,
           QEMUS_CASES, file=THEIR_ROM),
    Loader("qboot", "qboot, the firmware of QEMU's microvm", _QBOOT, by_qemu, QEMUS_CASES,
           file=QBOOT),
)}


def boots(loader: str) -> List[Boot]:
    its = LOADERS[loader]
    return [Boot(loader, machine, bits, case)
            for machine in its.machines for bits in (64, 32) for case in its.cases]


@dataclass
class Result:
    boot: Boot
    report: Optional[tap.Document]
    problem: str = ""           # why there is no whole report


def run(boot: Boot, directory: Path, deadline_s: float = DEADLINE_S) -> Result:
    try:
        done = processes.run(boot.command(directory),
                             capture_output=True, limit_s=deadline_s)
    except processes.TooLong as late:
        return judge(boot, late.stdout or b"", "no end within %d s" % deadline_s)
    return result(boot, done)


def result(boot: Boot, done: processes.CompletedProcess) -> Result:
    """What a QEMU that has ended leaves."""
    problem = ""
    if done.returncode not in (GOOD_EXIT, BAD_EXIT):
        words = done.stderr.decode("latin-1").strip()[-200:]
        problem = ("QEMU ended with status %d %s" % (done.returncode, words)).strip()
    judged = judge(boot, done.stdout, problem)
    failed = judged.report and any(p.status == "not ok" for p in judged.report.points)
    if not judged.problem and done.returncode != (BAD_EXIT if failed else GOOD_EXIT):
        judged.problem = "status %d does not fit the report" % done.returncode
    return judged


def judge(boot: Boot, raw: bytes, problem: str) -> Result:
    text = raw.decode("latin-1")
    try:
        report = tap.parse(text[max(text.rfind(tap.VERSION), 0):])      # the last boot's
    except tap.TapError as error:
        return Result(boot, None, problem or "TAP: %s" % error)
    if report.bail_out is not None:
        problem = problem or "bail out: " + report.bail_out
    elif report.missing():
        problem = problem or "the report stops before clause %d" % report.missing()[0]
    return Result(boot, report, problem)
