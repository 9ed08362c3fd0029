# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench's statistics and tables."""
import pytest

from bench import document, table
from bench.measure import Failed
from bench.points import IN_QEMU
from bench.record import Entry, Record

MS = 1_000_000


def run(*milliseconds):
    return {name: ms * MS for name, ms in zip(IN_QEMU, milliseconds)}


def entry(mode="tcg", runs=(), **more):
    return Entry("q35", "ours", "SeaBIOS, this ROM", "vmlinux", mode, list(runs), **more)


RUNS = [run(10, 11, 40, 50, 60, 200), run(12, 14, 44, 55, 70, 300), run(11, 12, 45, 54, 61, 250)]
COUNTED = {"fw_start": [0, 0, 0], "fw_do_boot": [15793428, 121582, 90639],
           "linux_startup_64": [15827583, 121592, 90639]}


def test_times():
    assert table.times([entry(runs=RUNS)]) == [
        ["way to boot", "kernel", *IN_QEMU],
        ["SeaBIOS, this ROM", "vmlinux", "11.0", "12.0 (+1.0)", "44.0 (+30.0)", "54.0 (+10.0)",
         "61.0 (+10.0)", "250.0 (+189.0)"],
        ["", "", "10.5 – 11.5", "11.5 – 13.0", "42.0 – 44.5", "52.0 – 54.5", "60.5 – 65.5",
         "225.0 – 275.0"]]


def test_a_point_that_one_row_lacks_is_a_dash_in_it():
    without = {name: value for name, value in RUNS[0].items() if name != "fw_do_boot"}
    rows = table.times([entry(runs=RUNS), entry(runs=[without])])
    assert rows[3][4:6] == ["–", "50.0 (+39.0)"] and rows[4][4] == ""


def test_a_row_that_failed_says_why():
    rows = table.times([entry(runs=RUNS), entry(error="QEMU ended with 1")])
    assert rows[3] == ["SeaBIOS, this ROM", "vmlinux", "failed", *[""] * 5]
    assert {len(row) for row in rows} == {8}


def test_counts():
    assert table.counts([entry("count", counts=COUNTED)]) == [
        ["way to boot", "kernel", "counted", "to fw_do_boot", "to linux_startup_64"],
        ["SeaBIOS, this ROM", "vmlinux", "instructions", "15,793,428", "34,155"],
        ["", "", "port accesses", "121,582", "10"],
        ["", "", "device-memory accesses", "90,639", "0"]]


def test_sections_have_a_title_for_each_machine_and_mode():
    other = Entry("pc", "ours", "SeaBIOS, this ROM", "vmlinux", "tcg", RUNS[:1])
    record = Record({}, [], [entry(runs=RUNS), other, entry("count", counts=COUNTED)])
    titles = [line for line in table.sections(record, table.markdown, "### ").splitlines()
              if line.startswith("#")]
    start = "milliseconds from the start of the command, medians of"
    assert titles == [f"### q35, TCG: {start} 3 runs; below them the middle half",
                      f"### pc, TCG: {start} 1 run; below them the middle half",
                      "### q35: exact counts from point to point, from fw_start on"]


PAGE = """\
about
<!-- machine -->
old
<!-- /machine -->
between
<!-- results -->
<!-- /results -->
end
"""


def test_the_page_takes_the_figures_and_keeps_its_text(tmp_path):
    page, source, picture = (tmp_path / name for name in ("page.md", "boot.json", "boot.svg"))
    page.write_text(PAGE)
    Record({"QEMU": "7.2"}, ["No KVM."], [entry(runs=RUNS)], True).save(source)
    document.main(source, page, picture)
    document.main(source, page, picture)
    head, rest = page.read_text().split("between\n")
    assert head == ("about\n<!-- machine -->\n| what | which |\n| --- | --- |\n| QEMU | 7.2 |\n"
                    "\nNo KVM.\n<!-- /machine -->\n")
    assert rest.startswith("<!-- results -->\n\n### q35, TCG: ")
    assert rest.endswith("275.0 |\n\n<!-- /results -->\nend\n") and picture.exists()


@pytest.mark.parametrize("record", [Record({}), Record({}, [], [entry(error="why")], True)],
                         ids=["interrupted", "failed"])
def test_the_page_takes_no_half_a_bench(record, tmp_path):
    record.save(tmp_path / "boot.json")
    with pytest.raises(Failed, match="interrupted, or a row of this ROM failed"):
        document.main(tmp_path / "boot.json", tmp_path / "none", tmp_path / "none")


def test_the_committed_page_has_its_places():
    text = document.PAGE.read_text()
    assert document.replaced(document.replaced(text, "machine", ""), "results", "") != text
