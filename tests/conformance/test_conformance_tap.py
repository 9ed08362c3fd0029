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


def test_status():
    points = parse(HEAD + "ok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no\n").points
    assert [p.status for p in points] == ["ok", "not ok", "skip"]


def test_any_order_comments_and_blank_lines():
    report = parse(HEAD + "# hello\n\nok 3 - c\n  # there\nok 1 - a\nok 2 - b\n")
    assert [p.number for p in report.points] == [3, 1, 2]
    assert report.missing() == []


def test_escapes():
    point, = parse(HEAD + "ok 1 - a \\# b \\\\ c # SKIP d \\# e\n").points
    assert (point.description, point.reason) == ("a # b \\ c", "d # e")


def test_todo():
    point, = parse(HEAD + "not ok 1 - a # TODO\n").points
    assert (point.directive, point.reason, point.status) == ("TODO", "", "not ok")


def test_missing_points():
    assert parse(HEAD).missing() == [1, 2, 3]
    assert parse(HEAD + "ok 2 - b\n").missing() == [1, 3]


def test_bail_out():
    assert parse(HEAD + "ok 1 - a\nBail out! exception 13\n").bail_out == "exception 13"


@pytest.mark.parametrize("text,why", [
    ("", "the last line is cut short"),
    ("TAP version 14\n", "it ends too soon"),
    ("TAP version 13\n1..1\n", "no version line"),
    ("1..1\nok 1 - a\n", "no version line"),
    ("\n" + HEAD, "no version line"),
    ("TAP version 14\nok 1 - a\n1..1\n", "no plan"),
    ("TAP version 14\n1..0\n", "no plan"),
    ("TAP version 14\n2..3\n", "no plan"),
    (HEAD + "1..3\n", "not TAP"),
    (HEAD + "ok 1 - a", "cut short"),
    (HEAD + "ok 4 - a\n", "not in the plan"),
    (HEAD + "ok 1 - a\nok 1 - a\n", "comes twice"),
    (HEAD + "ok 0 - a\n", "not TAP"),
    (HEAD + "ok 1 a\n", "not TAP"),
    (HEAD + "ok - a\n", "not TAP"),
    (HEAD + "OK 1 - a\n", "not TAP"),
    (HEAD + "notok 1 - a\n", "not TAP"),
    (HEAD + " ok 1 - a\n", "not TAP"),
    (HEAD + "ok 1 - a\r\n", "control character"),
    (HEAD + "ok 1 - a # skip\n", "not escaped"),
    (HEAD + "ok 1 - a #SKIP\n", "not escaped"),
    (HEAD + "ok 1 - a# SKIP\n", "not escaped"),
    (HEAD + "ok 1 - a # b\n", "not escaped"),
    (HEAD + BLOCK, "not TAP"),
    (HEAD + "ok 1 - a\n  ---\n", "it ends too soon"),
    (HEAD + "ok 1 - a\n  ---\n  ---\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\nok 2 - b\n  ...\n", "not in the YAML block"),
    (HEAD + "ok 1 - a\n  ---\n  b: c\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n  b: \"c\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n  b:1\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n    b: 1\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n  b: 1\n    c: 1\n  ...\n", "YAML"),
    (HEAD + "ok 1 - a\n  ---\n  b: 1\n  b: 1\n  ...\n", "comes twice"),
    (HEAD + "ok 1 - a\n\n" + BLOCK, "not TAP"),
    (HEAD + "Bail out! a\nok 1 - a\n", "after the bail-out"),
    (HEAD + "SeaBIOS\n", "not TAP"),
])
def test_refused(text, why):
    with pytest.raises(TapError, match=why):
        parse(text)
