# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench's picture: well-formed, one bar per row with all its phases, the same at every run."""
import sys
import xml.etree.ElementTree as ElementTree

from harness import processes
import pytest

from harness.paths import REPOSITORY

from bench import bars, picture
from bench.points import LAST, PHASES, IN_QEMU, UNTIL_KERNEL
from bench.record import Record
from bench.rows import MACHINES, PC_MACHINES, all_rows

SVG = "{http://www.w3.org/2000/svg}"
ROOT = REPOSITORY
MS = 1_000_000


def record(mode="tcg", runs=3):
    made = Record({})
    for number, row in enumerate(all_rows(MACHINES, True)):
        base = [(30 + number + run) * MS for run in range(runs)]
        made.add(row, mode).runs = [
            {name: start * (place + 1) for place, name in enumerate(IN_QEMU)} for start in base]
    return made


@pytest.fixture
def drawn(tmp_path):
    def draw(made):
        assert picture.draw(made, tmp_path / "boot.svg")
        return ElementTree.parse(tmp_path / "boot.svg").getroot()
    return draw


def groups(root):
    return [group.get("id") for group in root.iter(SVG + "g") if group.get("id")]


def words(root):
    return ["".join(text.itertext()).strip() for text in root.iter(SVG + "text")]


def test_each_row_has_one_bar_of_all_its_phases_in_each_panel(drawn):
    found = groups(drawn(record()))
    for row in all_rows(MACHINES, True):
        for panel in (UNTIL_KERNEL[1:], IN_QEMU):
            bar = f"{panel[-1]}-{row.machine}-{row.way.key}-"
            assert [name for name in found if name.startswith(bar) and name[len(bar):] in IN_QEMU
                    ] == [bar + phase for phase in panel]


def test_rows_machines_and_phases_are_named(drawn):
    found = words(drawn(record()))
    for row in all_rows(["q35"], True):
        assert found.count(f"{row.way.name} · {row.way.image}") == len(
            PC_MACHINES if row.way.launcher else MACHINES)
    for machine in MACHINES:
        assert found.count(f"{machine}, TCG") == 1
    for name in IN_QEMU:
        assert found.count(f"{PHASES[name]} (to {name})") == 1


def test_ends_are_medians_in_milliseconds(drawn):
    found = words(drawn(record()))
    assert {str(31 * 5), str(31 * 6)} <= set(found)  # of the first row: 30, 31 and 32 times n


def test_it_brings_its_background(drawn):
    first = next(drawn(record()).iter(SVG + "path"))
    assert f"fill: {picture.PAPER}" in first.get("style")


def test_phases_have_colours_of_their_own():
    assert len(set(picture.COLOURS.values())) == len(PHASES) == len(IN_QEMU) + 1


def test_a_row_without_runs_has_no_bar(drawn):
    made = record()
    made.entries[1].runs, made.entries[1].error = [], "failed"
    root = drawn(made)
    assert not [name for name in groups(root) if f"-q35-{made.entries[1].way}-" in name]
    assert words(root).count(f"{made.entries[1].name} · vmlinux") == len(MACHINES) - 1


def test_kvm_goes_first(drawn):
    made = record("kvm")
    made.entries += record("tcg").entries
    assert "q35, KVM" in words(drawn(made)) and "q35, TCG" not in words(drawn(made))


def test_without_times_there_is_no_picture(tmp_path):
    assert not picture.draw(record("count"), tmp_path / "boot.svg")
    assert not picture.draw(Record({}), tmp_path / "boot.svg")
    assert not list(tmp_path.iterdir())


def test_the_same_record_makes_the_same_bytes(tmp_path):
    """In another process, with another hash seed, at another time."""
    record().save(tmp_path / "boot.json")
    script = ("import sys; from pathlib import Path\n"
              "from bench.picture import draw; from bench.record import load\n"
              "draw(load(Path(sys.argv[1])), Path(sys.argv[2]))")
    for seed in ("1", "2"):
        processes.run([sys.executable, "-c", script, tmp_path / "boot.json",
                        tmp_path / f"{seed}.svg"], cwd=ROOT, check=True,
                      env={"PATH": "/usr/bin", "PYTHONHASHSEED": seed, "HOME": str(tmp_path)})
    picture.draw(record(), tmp_path / "3.svg")
    first = (tmp_path / "1.svg").read_bytes()
    assert first == (tmp_path / "2.svg").read_bytes() == (tmp_path / "3.svg").read_bytes()
    assert LAST.encode() in first


def test_the_readmes_picture_has_five_bars_with_their_medians(tmp_path):
    made = record()
    assert bars.draw(made, tmp_path / "small.svg")
    found = words(ElementTree.parse(tmp_path / "small.svg").getroot())
    medians = {entry.way: (31 + number) * 4 for number, entry in enumerate(made.entries)
               if entry.machine == "q35"}
    assert [word for word in found if word in bars.LABELS.values()] == list(bars.LABELS.values())
    assert [word for word in found if word.endswith(" ms")] == [
        f"{medians[way]} ms" for way in bars.LABELS]


def test_the_readmes_picture_needs_q35(tmp_path):
    assert not bars.draw(Record({}), tmp_path / "small.svg")
    assert not list(tmp_path.iterdir())
