# SPDX-License-Identifier: GPL-2.0-or-later
"""The README's picture: five ways to boot on q35, one bar each, until the kernel's entry point.
The same record makes the same bytes."""

from pathlib import Path
from typing import Dict, List

import matplotlib

matplotlib.use("svg")

from matplotlib import pyplot
from matplotlib.axes import Axes

from bench.picture import INK, PAPER, STYLE, shown
from bench.points import UNTIL_KERNEL
from bench.record import Entry, Record
from bench.statistic import points

MACHINE, POINT = "q35", "linux_startup_64"
LABELS = {
    "linuxboot": "vmlinuz, SeaBIOS",
    "qemu-pvh": "vmlinux, QEMU's pvh.bin",
    "ours": "vmlinux, this ROM",
    "ours-early": "vmlinux, this ROM, early",
    "qboot-vmlinux": "vmlinux, qboot instead of SeaBIOS",
}
# Of Okabe and Ito's colours: legible on any background, and for colour-blind readers.
OTHERS, OURS = "#999999", "#0072b2"
WIDTH, HEIGHT = 7.0, 1.9  # inches

assert POINT in UNTIL_KERNEL


def _milliseconds(entries: List[Entry]) -> Dict[str, float]:
    """By way, those that came to the point, in the order of LABELS."""
    found = {entry.way: points(entry.runs) for entry in entries if entry.machine == MACHINE}
    return {way: found[way][POINT].median / 1e6 for way in LABELS if POINT in found.get(way, {})}


def _bars(axes: Axes, values: Dict[str, float]) -> None:
    colours = [OURS if way.startswith("ours") else OTHERS for way in values]
    axes.barh([LABELS[way] for way in values], list(values.values()), 0.62, color=colours)
    for at, value in enumerate(values.values()):
        axes.text(value, at, f" {value:,.0f} ms", va="center", color=INK)
    axes.set_xlim(0, max(values.values()) * 1.12)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.tick_params(colors=INK, length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def draw(record: Record, path: Path) -> bool:
    """False if nothing of it was timed."""
    mode, entries = shown(record)
    values = _milliseconds(entries)
    if not values:
        return False
    with matplotlib.rc_context(STYLE):
        figure, axes = pyplot.subplots(figsize=(WIDTH, HEIGHT), facecolor=PAPER)
        _bars(axes, values)
        axes.set_title(f"From QEMU's start to Linux's entry point ({MACHINE}, {mode.upper()})",
                       loc="left", color=INK, size=9)
        figure.tight_layout()
        figure.savefig(path, format=path.suffix[1:], facecolor=PAPER,
                       metadata={"Date": None} if path.suffix == ".svg" else None)
        pyplot.close(figure)
    return True
