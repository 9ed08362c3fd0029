# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs all boots of a bench. Timed ones are interleaved: each round boots every row once, so that
whatever else goes on meanwhile meets them all, and each round begins with another row."""

from typing import Callable, Dict, List, Tuple

from bench.measure import Counts, Failed
from bench.progress import Progress
from bench.record import Entry, Record
from bench.rows import Row

Pair = Tuple[Row, Entry]
Save = Callable[[], None]


def add_rows(record: Record, rows: List[Row], mode: str) -> List[Pair]:
    return [(row, record.add(row, mode)) for row in rows]


def _rotated(pairs: List[Pair], by: int) -> List[Pair]:
    by %= len(pairs) or 1
    return pairs[by:] + pairs[:by]


def time_rows(pairs: List[Pair], runs: int, boot: Callable[[Row], Dict[str, int]],
              progress: Progress, save: Save) -> None:
    for number in range(runs):
        for row, entry in _rotated(pairs, number):
            progress.begin(f"{entry.mode}, run {number + 1} of {runs}", str(row))
            if entry.error:
                continue
            try:
                entry.runs.append(boot(row))
            except Failed as error:
                entry.error = str(error)
        save()


def count_rows(pairs: List[Pair], boot: Callable[[Row], Dict[str, Counts]], progress: Progress,
               save: Save) -> None:
    for row, entry in pairs:
        progress.begin("counting", str(row))
        try:
            entry.counts = {name: list(counts) for name, counts in boot(row).items()}
        except Failed as error:
            entry.error = str(error)
        save()
