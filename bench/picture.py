# SPDX-License-Identifier: GPL-2.0-or-later
"""The timeline: one bar per row, its phases in colour. The same record makes the same bytes.

On the left until Linux's start_kernel, where the ways to boot differ; on the right all of it.
Without the rows of another kernel, or of one that is not seen at every point."""

from pathlib import Path
from typing import Dict, List, Tuple

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from bench.points import LAST, PHASES, UNTIL_KERNEL, reached
from bench.record import Entry, Record
from bench.rows import COMPARABLE
from bench.statistic import points

# Okabe and Ito's colours, which colour-blind readers tell apart.
COLOURS = dict(zip(PHASES, ("#cc79a7", "#999999", "#000000", "#0072b2", "#d55e00", "#f0e442",
                            "#009e73")))
STYLE = {"svg.hashsalt": "pvh-boot", "svg.fonttype": "none", "font.size": 9,
         "font.family": "DejaVu Sans"}
# A background of its own, so that the page may be light or dark.
INK, PAPER, RULE = "#222222", "#ffffff", "#dddddd"
BAR = 0.62  # of a row's height
ROW_HEIGHT, WIDTH, MARGINS, LEGEND = 0.27, 11.0, 1.4, 0.5  # inches
ACCELS = ("kvm", "tcg")  # the first that was measured is shown


def shown(record: Record) -> Tuple[str, List[Entry]]:
    for mode in ACCELS:
        entries = [entry for entry in record.of(mode) if entry.runs and entry.way in COMPARABLE]
        if entries:
            return mode, entries
    return "", []


def _medians(entry: Entry) -> Dict[str, float]:
    return {name: value.median / 1e6 for name, value in points(entry.runs).items()}


def _bar(axes: Axes, at: float, entry: Entry, until: Tuple[str, ...]) -> float:
    before = 0.0
    for name, end in _medians(entry).items():
        if name not in until:
            break
        patch, = axes.barh(at, end - before, BAR, before, color=COLOURS[name], linewidth=0)
        patch.set_gid(f"{until[-1]}-{entry.machine}-{entry.way}-{name}")
        before = end
    return before


def _places(entries: List[Entry]) -> List[float]:
    """From above; before each machine's rows there is one for its name."""
    places, at, machine = [], -1.0, ""
    for entry in entries:
        at += 1 + (entry.machine != machine)
        machine = entry.machine
        places.append(at)
    return places


def _write_numbers(axes: Axes, ends: List[Tuple[float, float]]) -> None:
    widest = max(end for _, end in ends)
    for at, end in ends:
        axes.text(end + widest / 100, at, f"{end:,.0f}", va="center", color=INK, size=8)
    axes.set_xlim(0, widest * 1.1)


def _clear(axes: Axes) -> None:
    """Of all ink but what tells something."""
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK, length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _panel(axes: Axes, entries: List[Entry], until: Tuple[str, ...], unit: str) -> None:
    places = _places(entries)
    ends = [(at, _bar(axes, at, entry, until)) for at, entry in zip(places, entries)]
    _write_numbers(axes, ends)
    axes.set_ylim(places[-1] + 0.7, -0.5)
    axes.set_title(f"to {until[-1]}", loc="left", color=INK, size=9)
    axes.set_xlabel(unit, color=INK)
    _clear(axes)


def _name_rows(axes: Axes, entries: List[Entry], mode: str) -> None:
    places = _places(entries)
    axes.set_yticks(places, [f"{entry.name} · {entry.image}" for entry in entries], color=INK)
    machine = ""
    for at, entry in zip(places, entries):
        if entry.machine != machine:
            axes.annotate(f"{entry.machine}, {mode.upper()}", (0, at - 1), (-4, 0), color=INK,
                          xycoords=("axes fraction", "data"), textcoords="offset points",
                          ha="right", va="center", weight="bold", annotation_clip=False)
        machine = entry.machine


def _legend(figure, entries: List[Entry]) -> None:
    seen = reached([name for entry in entries for name in _medians(entry)])
    patches = [Patch(color=COLOURS[name], label=f"{PHASES[name]} (to {name})") for name in seen]
    figure.legend(handles=patches, loc="upper left", ncols=3, frameon=False, labelcolor=INK,
                  bbox_to_anchor=(0, 1), fontsize=8)


def draw(record: Record, path: Path) -> bool:
    """False if nothing was timed, and there is nothing to draw."""
    mode, entries = shown(record)
    if not entries:
        return False
    with matplotlib.rc_context(STYLE):
        height = ROW_HEIGHT * (_places(entries)[-1] + 1) + MARGINS
        figure, (left, right) = pyplot.subplots(1, 2, sharey=True, figsize=(WIDTH, height),
                                                width_ratios=(3, 1), facecolor=PAPER)
        _panel(left, entries, UNTIL_KERNEL, "milliseconds from the start of the command, medians")
        _panel(right, entries, (*UNTIL_KERNEL, LAST), "milliseconds")
        _name_rows(left, entries, mode)
        _legend(figure, entries)
        figure.tight_layout(rect=(0, 0, 1, 1 - LEGEND / height))
        figure.savefig(path, format=path.suffix[1:], facecolor=PAPER,
                       metadata={"Date": None} if path.suffix == ".svg" else None)
        pyplot.close(figure)
    return True
