# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a cell and compares it with the model, clause by clause."""
import zlib
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator, List, Optional, Sequence

from harness import abi, boot, cpustate, early, seabios, swtpm
from tests.matrix import command, expect, fit, ram
from tests.matrix.factors import WAYS, Cell
from harness.qemu import DISK_EXIT, Qemu
from harness.report import Report

QEMU_ERROR, QEMU_ABORTS = 1, -6


@contextmanager
def _tpm(cell: Cell) -> Iterator[Optional[swtpm.Tpm]]:
    if cell.devices != "tpm":
        yield None
        return
    with TemporaryDirectory(prefix="pvh-tpm-") as directory:
        with swtpm.Tpm(Path(directory), "tpm-tis") as running:
            yield running


@lru_cache(maxsize=None)
def _initrd_crc(path: Path) -> int:
    return zlib.crc32(path.read_bytes())


def _handed_over(cell: Cell, r: Report, initrd: Path) -> List[str]:
    """The clauses of the ABI, and what the guest should find."""
    found = fit.kernel(cell.kernel).violations(r, initrd=True, acpi=cell.machine.has_acpi)
    modules = [(m.entry.size, m.crc, m.cmdline) for m in r.modules]
    if modules != [(initrd.stat().st_size, _initrd_crc(initrd), None)]:
        found.append("modules: %s" % modules)
    if r.cmdline != command.APPEND.encode():
        found.append("command line: %s" % r.cmdline)
    return found


def _moment(cell: Cell, outcome: expect.Outcome, vm: Qemu, r: Report) -> List[str]:
    """Early or at INT 19h; there the map must be the one that SeaBIOS prints."""
    if outcome.is_early:
        way = WAYS[cell.route[len("early-"):]]
        return [] if way.was_early(vm) else ["not early"]
    if not early.was_at_int19(vm):
        return ["not at INT 19h"]
    theirs = seabios.merged(seabios.e820(vm))
    return [] if r.memmap == theirs else ["memory map is not SeaBIOS's: %s" % theirs]


def _said(vm: Qemu, expected: Sequence[str]) -> List[str]:
    """The ROM's own lines on the debug port and on COM1: these and no more."""
    on = {name: early.said(vm.text(name)) for name in ("log", "com1")}
    return ["%s has %s, not %s" % (name, lines, list(expected)) for name, lines in on.items()
            if lines != list(expected)]


def _machine_state(cell: Cell, vm: Qemu, r: Report) -> List[str]:
    found = abi.hidden_state(cpustate.read(vm))
    found += ram.violations(r.memmap, ram.of_qemu(vm))
    asleep = vm.wait_halt().count("CPU#")
    if asleep != cell.cpus:
        found.append("%d processors, not %d" % (asleep, cell.cpus))
    if len(vm.reports()) != 1:
        found.append("%d reports" % len(vm.reports()))
    return found


def _check_boot(cell: Cell, outcome: expect.Outcome, what: dict) -> List[str]:
    with boot.start(**what) as vm:
        r = vm.wait_report()
        found = (_handed_over(cell, r, what["initrd"]) + _moment(cell, outcome, vm, r)
                 + _said(vm, outcome.said) + _machine_state(cell, vm, r))
        return found and [*found, vm.account()]


def _check_refusal(outcome: expect.Outcome, what: dict) -> List[str]:
    """The sentences, and the disk after them."""
    with boot.start(exit_device=True, **what) as vm:
        vm.wait_exit(DISK_EXIT)
        found = _said(vm, outcome.said)
        if vm.text("report") != "disk\n":
            found.append("on the report port: %r" % vm.text("report"))
        return found and [*found, vm.account()]


def _check_qemus_refusal(sentence: str, what: dict) -> List[str]:
    """QEMU ends before the guest begins, and says so."""
    with boot.start(exit_device=True, **what) as vm:
        vm.wait_exit(QEMU_ABORTS if sentence.endswith("failed.") else QEMU_ERROR)
        last = vm.text("qemu").splitlines()[-1:]
        found = [] if last and last[0].endswith(sentence) else ["QEMU says %s" % last]
        found += ["the guest ran"] if vm.log else []
        return found and [*found, vm.account()]


def _check_tpm(cell: Cell, tpm: swtpm.Tpm) -> List[str]:
    """SeaBIOS has locked the platform, unless it does not know of the TPM."""
    locked = swtpm.HIERARCHY_CHANGE_AUTH in tpm.commands()
    return [] if locked == cell.machine.locks_tpm else ["TPM: platform locked: %s" % locked]


def run(cell: Cell, bench: command.Bench, outcome: Optional[expect.Outcome] = None) -> List[str]:
    """What is wrong; the last item is QEMU's command line and all that was written."""
    outcome = outcome or expect.expected(cell)
    with _tpm(cell) as tpm:
        what = command.arguments(cell, bench, tpm.options if tpm else ())
        try:
            if outcome.what == expect.QEMU_REFUSES:
                return _check_qemus_refusal(outcome.qemu, what)
            found = (_check_boot(cell, outcome, what) if outcome.what == expect.BOOTS
                     else _check_refusal(outcome, what))
            return found or (_check_tpm(cell, tpm) if tpm else [])
        except AssertionError as failure:
            return [str(failure)]
