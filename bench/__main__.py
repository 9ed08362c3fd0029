# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench: boots every row RUNS times and once to be counted, prints the tables, and leaves
build/bench/boot.json and boot.svg. Ctrl-C ends it, with what was measured until then."""

import sys
from typing import Dict, List

from bench import stops, table
from harness import linux
from harness.paths import BUILD
from bench.campaign import add_rows, count_rows, time_rows
from bench.host import describe, tsc_khz
from bench.kernels import prepare, version
from bench.measure import Failed, count_boot, time_boot
from bench.picture import draw
from bench.progress import Progress
from bench.record import Record
from bench.rows import ASKED_FOR, DEFAULT, Files, Row, all_rows
from bench.settings import Settings, choose

JSON, SVG = BUILD / "bench/boot.json", BUILD / "bench/boot.svg"
INTERRUPTED = 130
Kernels = Dict[str, Files]  # by the names that bench/rows.py has for them
NO_BZIMAGE = "KERNEL is a vmlinux, so the rows that boot a bzImage are left out."


def _clock(row: Row) -> str:
    """On microvm Linux has one short look at the TSC, and under TCG misjudges what it sees."""
    khz = tsc_khz()
    return f" tsc_early_khz={khz}" if row.machine == "microvm" and khz else ""


def _can_measure(row: Row, mode: str) -> bool:
    """Work is counted from reset on, and a breakpoint needs an address."""
    return not (mode == "count" and row.way.launcher or mode == "kvm" and row.way.is_moved)


def _measure(record: Record, settings: Settings, kernels: Kernels, rows: List[Row]) -> None:
    pairs = {mode: add_rows(record, [row for row in rows if _can_measure(row, mode)], mode)
             for mode in settings.modes}
    total = sum(len(found) * (1 if mode == "count" else settings.runs)
                for mode, found in pairs.items())
    progress = Progress(total, sys.stderr)

    def save() -> None:
        record.save(JSON)

    try:
        if "kvm" in pairs:
            time_rows(pairs["kvm"], settings.runs,
                      lambda row: stops.time_boot(row, kernels[row.way.kernel]), progress, save)
        if "tcg" in pairs:
            time_rows(pairs["tcg"], settings.runs,
                      lambda row: time_boot(row, kernels[row.way.kernel], _clock(row)),
                      progress, save)
        if "count" in pairs:
            count_rows(pairs["count"],
                       lambda row: count_boot(row, kernels[row.way.kernel]), progress, save)
    finally:
        progress.end()


def _tell(record: Record) -> None:
    print(table.sections(record, table.text, ""))
    for note in record.notes:
        print(note)
    record.save(JSON)
    print(f"{JSON}" + (f" and {SVG}" if draw(record, SVG) else ""))


def main() -> int:
    settings = choose()
    kernels = {ASKED_FOR: prepare(settings.kernel, settings.qemu)}
    files = kernels[ASKED_FOR]
    rows = [row for row in all_rows(settings.machines, bool(files.bzimage))
            if row.way.kernel == ASKED_FOR or not settings.kernel]
    record = Record(describe(files), settings.notes)
    if any(row.way.kernel == DEFAULT for row in rows):
        kernels[DEFAULT] = prepare(linux.vmlinuz(linux.AMD64), settings.qemu)
        record.host["Debian's default kernel"] = version(kernels[DEFAULT].vmlinux)
    if not files.bzimage:
        record.notes.append(NO_BZIMAGE)
    try:
        _measure(record, settings, kernels, rows)
        record.complete = True
    except KeyboardInterrupt:
        record.notes.append("Interrupted: these are the runs until then.")
    _tell(record)
    return int(record.failed) if record.complete else INTERRUPTED


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as error:
        sys.exit(f"bench: {error}")
