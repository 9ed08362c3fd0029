# SPDX-License-Identifier: GPL-2.0-or-later
"""The strict TAP 14 reader: what it reads, and what it does not let pass."""
import pytest
from conformance.tap import Document, Point, TapError, parse

HEAD = "TAP version 14\n1..3\n"
BLOCK = """  ---
  severity: "fail"
  found:
    addr: 0x1f
    size: 12
  wanted: "# 1"
  ...
"""


def test_a_whole_report():
    text = HEAD + "ok 1 - first\nnot ok 2 - second\n" + BLOCK + "ok 3 - third # SKIP too late\n"
    assert parse(text) == Document(3, [
        Point(1, True, "first"),
        Point(2, False, "second", found={"severity": "fail", "found": {"addr": 0x1f, "size": 12},
                                         "wanted": "# 1"}),
        Point(3, True, "third", "SKIP", "too late")])


def test_bail_out():
    assert parse(HEAD + "ok 1 - a\nBail out! exception 13\n").bail_out == "exception 13"


@pytest.mark.parametrize("text,why", [
    ("", "the last line is cut short"),
    ("TAP version 13\n1..1\n", "no version line"),
    ("TAP version 14\nok 1 - a\n1..1\n", "no plan"),
    (HEAD + "ok 1 - a", "cut short"),
    (HEAD + "ok 4 - a\n", "not in the plan"),
    (HEAD + "ok 1 - a\nok 1 - a\n", "comes twice"),
    (HEAD + "notok 1 - a\n", "not TAP"),
    (HEAD + "ok 1 - a\r\n", "control character"),
    (HEAD + "ok 1 - a # skip\n", "not escaped"),
    (HEAD + "ok 1 - a\n  ---\n", "it ends too soon"),
    (HEAD + "ok 1 - a\n  ---\nok 2 - b\n  ...\n", "not in the YAML block"),
    (HEAD + "ok 1 - a\n  ---\n  b: c\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n  b: 1\n  b: 1\n  ...\n", "comes twice"),
    (HEAD + "Bail out! a\nok 1 - a\n", "after the bail-out"),
])
def test_refused(text, why):
    with pytest.raises(TapError, match=why):
        parse(text)
