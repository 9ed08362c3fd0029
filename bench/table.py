# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables: for the terminal, and in Markdown."""

from typing import Callable, Dict, List

from bench.points import IN_QEMU, POINTS, reached
from bench.record import Entry, Record
from bench.statistic import Spread, points, step_medians

ACCELS = {"kvm": "KVM", "tcg": "TCG"}
COUNTED = ("instructions", "port accesses", "device-memory accesses")
Rows = List[List[str]]
Maker = Callable[[Rows], str]


def text(rows: Rows) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)) for row in rows]
    return "".join(line.rstrip() + "\n" for line in lines)


def markdown(rows: Rows) -> str:
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "".join("| " + " | ".join(row) + " |\n" for row in lines)


def _ms(nanoseconds: float) -> str:
    return f"{nanoseconds / 1e6:,.1f}"


def _median(spread: Spread, step: float, first: bool) -> str:
    return _ms(spread.median) + ("" if first else f" (+{_ms(step)})")


def _time_rows(entry: Entry, names: List[str]) -> Rows:
    if entry.error:
        return [[entry.name, entry.image, "failed", *[""] * (len(names) - 1)]]
    spreads, steps = points(entry.runs), step_medians(entry.runs)
    first = next(iter(spreads), None)
    medians = [_median(spreads[name], steps[name], name == first) if name in spreads else "–"
               for name in names]
    middles = [f"{_ms(spreads[name].low)} – {_ms(spreads[name].high)}" if name in spreads else ""
               for name in names]
    return [[entry.name, entry.image, *medians], ["", "", *middles]]


def times(entries: List[Entry]) -> Rows:
    """Two lines each: medians with their steps, and where the middle half of the runs lay."""
    names = reached([name for entry in entries for run in entry.runs for name in run] or POINTS)
    header = ["way to boot", "kernel", *names]
    return [header, *(row for entry in entries for row in _time_rows(entry, names))]


def _phases(counts: Dict[str, List[int]], index: int) -> List[str]:
    names = [name for name in POINTS if name in counts]
    values = {name: counts[name][index] for name in names}
    return [f"{values[b] - values[a]:,}" for a, b in zip(names, names[1:])]


def _count_rows(entry: Entry, width: int) -> Rows:
    if entry.error:
        return [[entry.name, entry.image, "failed", *[""] * width]]
    return [[*((entry.name, entry.image) if index == 0 else ("", "")), what,
             *_phases(entry.counts, index)] for index, what in enumerate(COUNTED)]


def counts(entries: List[Entry]) -> Rows:
    """Three lines each, of the work from one point to the next."""
    names = reached([name for entry in entries for name in entry.counts] or IN_QEMU[1:])[1:]
    header = ["way to boot", "kernel", "counted", *(f"to {name}" for name in names)]
    return [header, *(row for entry in entries for row in _count_rows(entry, len(names)))]


def _by_machine(entries: List[Entry]) -> Dict[str, List[Entry]]:
    found: Dict[str, List[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.machine, []).append(entry)
    return found


def failures(entries: List[Entry]) -> str:
    return "".join(f"\n{entry.name}, {entry.image}, failed: {entry.error}\n" for entry in entries
                   if entry.error)


def _runs(entries: List[Entry]) -> str:
    numbers = sorted({len(entry.runs) for entry in entries if not entry.error})
    word = "run" if numbers == [1] else "runs"
    return f"{' or '.join(map(str, numbers)) or 'no'} {word}"


def sections(record: Record, make: Maker, heading: str) -> str:
    """All tables of a record; `heading` is what goes before a title."""
    parts = []
    for mode, accel in ACCELS.items():
        for machine, entries in _by_machine(record.of(mode)).items():
            title = (f"{machine}, {accel}: milliseconds from the start of the command, medians of "
                     f"{_runs(entries)}; below them the middle half")
            parts.append(f"{heading}{title}\n\n{make(times(entries))}{failures(entries)}")
    for machine, entries in _by_machine(record.of("count")).items():
        title = f"{machine}: exact counts from point to point, from fw_start on"
        parts.append(f"{heading}{title}\n\n{make(counts(entries))}{failures(entries)}")
    return "\n".join(parts)
