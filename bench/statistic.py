# SPDX-License-Identifier: GPL-2.0-or-later
"""What many runs of one boot come to."""

import statistics
from typing import Dict, List, NamedTuple

from bench.points import POINTS, steps

Run = Dict[str, int]  # point: nanoseconds from QEMU's start


class Spread(NamedTuple):
    """In the unit of the values; a quarter of them lie below `low`, a quarter above `high`."""
    least: float
    low: float
    median: float
    high: float
    most: float


def spread(values: List[float]) -> Spread:
    if len(values) == 1:
        return Spread(*values * 5)
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(min(values), low, median, high, max(values))


def points(runs: List[Run]) -> Dict[str, Spread]:
    """Of the points that every run came to."""
    return {name: spread([run[name] for run in runs]) for name in POINTS
            if runs and all(name in run for run in runs)}


def step_medians(runs: List[Run]) -> Dict[str, float]:
    """The medians of the steps, which need not add up to the medians of the points."""
    each = [steps(run) for run in runs]
    return {name: value.median for name, value in points(each).items()}
