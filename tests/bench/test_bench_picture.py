# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench's pictures: well-formed, one bar per row with all its phases."""
import xml.etree.ElementTree as ElementTree

from bench import bars, picture
from bench.points import IN_QEMU, UNTIL_KERNEL
from bench.record import Record
from bench.rows import COMPARABLE, MACHINES, all_rows

SVG = "{http://www.w3.org/2000/svg}"
MS = 1_000_000


def record(mode="tcg", runs=3):
    made = Record({})
    for number, row in enumerate(all_rows(MACHINES, True)):
        base = [(30 + number + run) * MS for run in range(runs)]
        made.add(row, mode).runs = [
            {name: start * (place + 1) for place, name in enumerate(IN_QEMU)} for start in base]
    return made


def test_each_row_has_one_bar_of_all_its_phases_in_each_panel(tmp_path):
    assert picture.draw(record(), tmp_path / "boot.svg")
    root = ElementTree.parse(tmp_path / "boot.svg").getroot()
    found = [group.get("id") for group in root.iter(SVG + "g") if group.get("id")]
    for row in all_rows(MACHINES, True):
        for panel in (UNTIL_KERNEL[1:], IN_QEMU):
            bar = f"{panel[-1]}-{row.machine}-{row.way.key}-"
            assert [name for name in found if name.startswith(bar) and name[len(bar):] in IN_QEMU
                    ] == [bar + phase for phase in panel if row.way.key in COMPARABLE]


def test_what_cannot_be_compared_has_no_bar():
    assert {row.way.key for row in all_rows(MACHINES, True)} - set(COMPARABLE) == {
        "pvh-boot-kaslr", "default-linuxboot", "default-pvh-boot"}


def test_the_readmes_picture_has_five_bars_with_their_medians(tmp_path):
    made = record()
    assert bars.draw(made, tmp_path / "small.svg")
    root = ElementTree.parse(tmp_path / "small.svg").getroot()
    found = ["".join(text.itertext()).strip() for text in root.iter(SVG + "text")]
    medians = {entry.way: (31 + number) * 4 for number, entry in enumerate(made.entries)
               if entry.machine == "q35"}
    assert [word for word in found if word in bars.LABELS.values()] == list(bars.LABELS.values())
    assert [word for word in found if word.endswith(" ms")] == [
        f"{medians[way]} ms" for way in bars.LABELS]
